package io.multiregion.replication.written;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers, and the realm that a request is about. */
final class PositionHeaders {

    /** In an answer: where a write stands, or how far this region is. In a request, with any value: asks for it. */
    static final String POSITION = "Multi-Region-Position";

    /** In a request: the position that this region must have. */
    static final String WAIT = "Multi-Region-Wait";

    /** In an answer: what is wrong with what was done all the same. */
    static final String WARNING = "Multi-Region-Warning";

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18}):([0-9]{1,18})");

    private PositionHeaders() {}

    static Optional<Position> parse(String text) {
        Matcher found = TEXT.matcher(text.trim());
        return found.matches()
                ? Optional.of(new Position(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                : Optional.empty();
    }

    /** The replicated realm in a request's path; asks nothing of the database. */
    static Optional<RealmState> realm(Topology topology, ContainerRequestContext request) {
        String[] steps = request.getUriInfo().getPath().split("/");
        int realms = Arrays.asList(steps).indexOf("realms");
        if (realms < 0 || realms + 1 >= steps.length) {
            return Optional.empty();
        }
        String name = steps[realms + 1];
        return topology.all().stream()
                .filter(state -> name.equals(state.realmName()))
                .findFirst();
    }
}
