package io.multiregion.engine.trouble;

import io.multiregion.engine.resource.ResourceKey;
import java.util.Optional;

/**
 * Where in a realm something is wrong. It has names, and the id of a resource that both regions know: no value of a row.
 *
 * @param resource the resource, whose id may be that of a user
 * @param table the table, upper case
 * @param constraint the constraint of the database that was violated, as that database names it
 */
public record Spot(Optional<ResourceKey> resource, Optional<String> table, Optional<String> constraint) {

    /** Not known, or nowhere. */
    public static final Spot NOWHERE = new Spot(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_NAME = 128;

    public Spot {
        resource = resource == null
                ? Optional.empty()
                : resource.map(key -> new ResourceKey(key.kind(), Trouble.plain(key.id(), LONGEST_ID)));
        table = name(table);
        constraint = name(constraint);
    }

    private static Optional<String> name(Optional<String> name) {
        return name == null ? Optional.empty() : name.map(text -> Trouble.plain(text, LONGEST_NAME));
    }

    public static Spot of(ResourceKey resource, String table, Optional<String> constraint) {
        return new Spot(Optional.ofNullable(resource), Optional.ofNullable(table), constraint);
    }
}
