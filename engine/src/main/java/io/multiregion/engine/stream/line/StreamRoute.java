package io.multiregion.engine.stream.line;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.ReplicaState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * From where to where a stream goes, and what it carries.
 *
 * @param realmId the realm whose resources they are
 * @param from the region that sends
 * @param to the region that receives
 * @param stream the stream's id: under one route another stream may have begun since
 * @param kinds the kinds of resources that it carries
 */
public record StreamRoute(String realmId, String from, String to, String stream, Set<Kind> kinds) {

    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    public StreamRoute {
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** The one that feeds a replica: it carries all of the realm. */
    public static StreamRoute to(ReplicaState replica, String from) {
        return new StreamRoute(replica.realmId(), from, replica.region(), replica.stream(), ALL);
    }

    /** Whether a row is about this stream, and not about another one to the same region. */
    public boolean leadsTo(ReplicaState replica) {
        return replica.realmId().equals(realmId)
                && replica.region().equals(to)
                && replica.stream().equals(stream);
    }
}
