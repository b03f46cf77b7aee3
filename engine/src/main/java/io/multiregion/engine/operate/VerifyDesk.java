package io.multiregion.engine.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.failover.Wait;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.operate.view.ReplicaRepresentation;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has replicas compared with this primary, by the node that ships. Works on threads without a transaction. */
public final class VerifyDesk {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final Connections connections;
    private final RealmView view;
    private final ReplicasChanged changed;

    /** @param changed called when there is something to do for the node that ships */
    public VerifyDesk(Connections connections, RealmView view, ReplicasChanged changed) {
        this.connections = connections;
        this.view = view;
        this.changed = changed;
    }

    /**
     * Compares the realm's rows here and in its replicas, each at one position, and returns the reports as JSON. Waits up to two
     * minutes for the shipping node to do it.
     *
     * @param repair whether what differs takes the primary's rows; the report says whether that is done or has begun
     * @param mask what those who ask may see
     */
    public List<String> verify(String realmId, boolean repair, Mask mask) {
        List<ReplicaState> replicas = connections.transaction(connection -> {
            Asked.requirePrimary(Asked.replicated(connection, realmId)
                    .orElseThrow(() ->
                            new RefusedException(409, "not_replicated", "the realm has no replica to compare with")));
            return ReplicaRows.of(connection, realmId);
        });
        Map<String, String> ids = ask(realmId, replicas, repair);
        long until = System.nanoTime() + TIMEOUT.toNanos();
        return replicas.stream()
                .map(replica -> Wait.result(
                                Duration.ofNanos(until - System.nanoTime()),
                                () -> connections.transaction(connection -> ReplicaRows.verifyReport(
                                        connection, realmId, replica.region(), ids.get(replica.region()))))
                        .orElseThrow(() -> late(view.replica(realmId, replica.region(), Sight.LEAST))))
                .map(report -> masked(report, mask))
                .toList();
    }

    /** A report without what those who ask may not see. */
    static String masked(String report, Mask mask) {
        try {
            JsonNode json = Json.read(report.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            for (JsonNode resource : json.path("resources")) {
                Kind kind = Kind.valueOf(resource.path("kind").asText());
                ((ObjectNode) resource)
                        .put("id", mask.name(kind, resource.path("id").asText()));
            }
            return json.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of the verifications that will be done, by region. */
    private Map<String, String> ask(String realmId, List<ReplicaState> replicas, boolean repair) {
        String id = ReplicaState.verifyId(repair ? ReplicaState.REPAIR : "");
        Map<String, String> ids = connections.transaction(connection -> {
            Map<String, String> asked = new HashMap<>();
            for (ReplicaState replica : replicas) {
                asked.put(replica.region(), ReplicaRows.askVerify(connection, realmId, replica.region(), id));
            }
            return asked;
        });
        changed.changed();
        return ids;
    }

    /** Has the replicas of a realm compared and repaired some time soon; does not wait. */
    public void suspect(String realmId) {
        ask(realmId, connections.transaction(connection -> ReplicaRows.of(connection, realmId)), true);
    }

    private static RefusedException late(ReplicaRepresentation replica) {
        Wait.requireRunning();
        return new RefusedException(
                504,
                "verify_timeout",
                "region " + replica.region() + " (" + replica.status() + ") was not compared in " + TIMEOUT.toSeconds()
                        + " s, and will be"
                        + (replica.lastError() == null
                                ? ": ask again for the result"
                                : ": " + replica.lastError().message()));
    }
}
