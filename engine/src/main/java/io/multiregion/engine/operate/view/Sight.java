package io.multiregion.engine.operate.view;

import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.time.Instant;

/**
 * How much of a trouble somebody is shown: ids of users if he may view users, names of other realms if he runs the servers.
 *
 * @param mask what he may see of rows
 * @param mandate for whom he speaks
 */
public record Sight(Mask mask, Mandate mandate) {

    /** As much as anybody sees who may see the replication at all. */
    public static final Sight LEAST = new Sight(new Mask(false), Mandate.REALM);

    /** Null for none. */
    public TroubleRepresentation of(Trouble trouble) {
        if (trouble == null) {
            return null;
        }
        return new TroubleRepresentation(
                trouble.remedy(),
                Instant.ofEpochMilli(trouble.since()).toString(),
                trouble.nextTry() == 0
                        ? null
                        : Instant.ofEpochMilli(trouble.nextTry()).toString(),
                trouble.text(),
                trouble.todo().orElseGet(() -> todo(trouble.remedy())),
                trouble.spot()
                        .resource()
                        .map(key ->
                                new TroubleRepresentation.Resource(key.kind().name(), mask.name(key.kind(), key.id())))
                        .orElse(null),
                trouble.spot().table().orElse(null),
                trouble.spot().constraint().orElse(null),
                trouble.otherRealm().filter(name -> mandate.isOperator()).orElse(null));
    }

    private static String todo(Remedy remedy) {
        return switch (remedy) {
            case PASSES -> "nothing: it goes on by itself";
            case CHANGE_IN_COPY -> "see the message: something is to be changed in the region of the copy";
            case CHANGE_IN_PRIMARY -> "see the message: something is to be changed in the primary's region";
        };
    }
}
