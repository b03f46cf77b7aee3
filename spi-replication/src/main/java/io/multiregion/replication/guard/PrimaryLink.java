package io.multiregion.replication.guard;

import io.multiregion.engine.state.RealmState;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where people can do what a read-only copy can't: their account, at the primary's own address for end users. */
public final class PrimaryLink {

    /** How long ago the primary may have been heard of and still counts as reachable: it says every second that it is there. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private PrimaryLink() {}

    /** Empty if the realm is no copy, if its primary has no such address, or if it has not been heard of lately. */
    public static Optional<URI> of(RealmState realm, Instant now) {
        return Optional.ofNullable(realm.publicUrl())
                .filter(url ->
                        realm.isSecondary() && realm.heardAt().plus(SILENCE).isAfter(now))
                .map(url -> URI.create(url + "/realms/" + segment(realm.realmName()) + "/account/"));
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
