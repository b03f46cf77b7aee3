package io.multiregion.engine.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.failover.Wait;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.trouble.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has replicas compared with this primary, by the node that ships. Works on threads without a transaction. */
public final class VerifyDesk {

    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    /** Whoever waits is told of an error that has lasted so long. */
    private static final Duration STUCK = Duration.ofSeconds(2);

    /**
     * What is known of the replicas' verifications.
     *
     * @param done whether all have come to their end
     * @param replicas as JSON, for each replica the report or, of a verification that is not done, {@code underway} and {@code error}
     */
    public record Known(boolean done, List<String> replicas) {}

    private record Found(boolean done, String json) {}

    private final Connections connections;
    private final ReplicasChanged changed;

    /** @param changed called when there is something to do for the node that ships */
    public VerifyDesk(Connections connections, ReplicasChanged changed) {
        this.connections = connections;
        this.changed = changed;
    }

    /**
     * Compares the realm's rows here and in its replicas. Waits up to two minutes for the shipping node to do it, and no longer for a
     * replica whose stream is stuck: what is not done by then goes on.
     *
     * @param repair whether what differs takes the primary's rows; the report says whether that is done or has begun
     * @param mask what those who ask may see; so everywhere here
     */
    public Known verify(String realmId, boolean repair, Mask mask) {
        List<ReplicaState> replicas = replicas(realmId);
        Map<String, String> ids = ask(realmId, replicas, repair);
        long until = System.nanoTime() + TIMEOUT.toNanos();
        List<Found> found = new ArrayList<>();
        for (ReplicaState replica : replicas) {
            Pending pending = new Pending(realmId, replica.region(), ids.get(replica.region()));
            found.add(Wait.result(Duration.ofNanos(until - System.nanoTime()), pending::end)
                    .orElseGet(() -> new Found(false, pending.known())));
        }
        Wait.requireRunning();
        return known(found, mask);
    }

    /** What is known now: the last reports, and how far the verifications are that are under way. */
    public Known known(String realmId, Mask mask) {
        List<Found> found = new ArrayList<>();
        for (ReplicaState replica : replicas(realmId)) {
            Pending pending = new Pending(realmId, replica.region(), null);
            found.add(new Found(!replica.isVerifyDue(), pending.known()));
        }
        return known(found, mask);
    }

    /** Takes back all verifications of the realm that are not done. One that a copy itself demands comes again. */
    public Known cancel(String realmId, Mask mask) {
        replicas(realmId);
        connections.run(connection -> ReplicaRows.takeBackVerify(connection, realmId));
        changed.changed();
        return known(realmId, mask);
    }

    private List<ReplicaState> replicas(String realmId) {
        return connections.transaction(connection -> {
            Asked.requirePrimary(Asked.replicated(connection, realmId)
                    .orElseThrow(() ->
                            new RefusedException(409, "not_replicated", "the realm has no replica to compare with")));
            return ReplicaRows.of(connection, realmId);
        });
    }

    private static Known known(List<Found> found, Mask mask) {
        return new Known(
                found.stream().allMatch(Found::done),
                found.stream().map(one -> masked(one.json(), mask)).toList());
    }

    /** The verification of one replica that somebody waits for. */
    private final class Pending {
        private final String realmId;
        private final String region;
        private final String id;
        private long stuckSince;

        Pending(String realmId, String region, String id) {
            this.realmId = realmId;
            this.region = region;
            this.id = id;
        }

        private record Rows(Optional<ReplicaState> replica, Optional<VerificationRows.Known> verification) {}

        private Rows rows() {
            return connections.transaction(connection -> new Rows(
                    ReplicaRows.of(connection, realmId, region), VerificationRows.of(connection, realmId, region)));
        }

        /** Its report, or what is known of it if there is no use in waiting; empty while there is. */
        Optional<Found> end() {
            Rows rows = rows();
            Optional<String> report = rows.verification()
                    .filter(known -> id.equals(known.answered()))
                    .map(VerificationRows.Known::report);
            if (report.isPresent()) {
                return report.map(json -> new Found(true, json));
            }
            boolean asked = rows.replica().filter(ReplicaState::isVerifyDue).isPresent();
            return !asked || isStuck(rows.replica().get()) ? Optional.of(new Found(false, known())) : Optional.empty();
        }

        /** What a comparison mends, or can go on beside, is no reason not to wait for it. */
        private boolean isStuck(ReplicaState replica) {
            Trouble error = replica.lastError();
            if (error == null || error.text().contains("verify?repair=true")) {
                stuckSince = 0;
                return false;
            }
            long now = System.nanoTime();
            stuckSince = stuckSince == 0 ? now : stuckSince;
            return now - stuckSince >= STUCK.toNanos();
        }

        String known() {
            Rows rows = rows();
            ObjectNode json = Json.tree(Map.of("region", region));
            rows.verification().ifPresent(verification -> {
                if (id == null && verification.report() != null) {
                    json.set("report", read(verification.report()));
                }
                if (verification.progress() != null) {
                    json.set("underway", read(verification.progress()));
                }
            });
            rows.replica()
                    .ifPresent(replica -> json.put("waiting", replica.isVerifyDue() && !json.has("underway"))
                            .put(
                                    "error",
                                    replica.lastError() == null
                                            ? null
                                            : replica.lastError().text()));
            return json.toString();
        }
    }

    static JsonNode read(String json) {
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A report without what those who ask may not see. */
    static String masked(String report, Mask mask) {
        JsonNode json = read(report);
        mask(json.path("resources"), mask);
        mask(json.path("report").path("resources"), mask);
        return json.toString();
    }

    private static void mask(JsonNode resources, Mask mask) {
        for (JsonNode resource : resources) {
            Kind kind = Kind.valueOf(resource.path("kind").asText());
            ((ObjectNode) resource)
                    .put("id", mask.name(kind, resource.path("id").asText()));
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
}
