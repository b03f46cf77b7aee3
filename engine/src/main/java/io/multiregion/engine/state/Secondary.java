package io.multiregion.engine.state;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import java.net.URI;
import java.time.Instant;

/**
 * This region holds a copy of the realm.
 *
 * @param claim of the region that it follows
 * @param status of the copy
 * @param feed the stream that it gets
 */
public record Secondary(Realm realm, Claim claim, URI primaryUrl, Course course, ReplicaStatus status, Feed feed)
        implements RealmState {

    @Override
    public Role role() {
        return Role.SECONDARY;
    }

    @Override
    public Standing standing() {
        return Standing.CONFIRMED;
    }

    @Override
    public Position heard() {
        return feed.heard();
    }

    @Override
    public Instant heardAt() {
        return feed.heardAt();
    }

    @Override
    public Instant levelAt() {
        return feed.levelAt();
    }

    @Override
    public String heardSchema() {
        return feed.heardSchema();
    }

    @Override
    public URI publicUrl() {
        return feed.publicUrl();
    }

    @Override
    public String stream() {
        return feed.stream();
    }

    @Override
    public String described() {
        return "a copy of region " + primaryRegion() + " at epoch " + epoch();
    }
}
