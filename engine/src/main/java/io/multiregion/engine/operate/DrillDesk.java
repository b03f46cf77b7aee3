package io.multiregion.engine.operate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.chronicle.TimelineRows;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.operate.view.DrillReport;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** Keeps what drills have proven, signed, for whoever asks when this was last tested. Works on threads without a transaction. */
public final class DrillDesk {

    private static final Logger LOG = Logger.getLogger(DrillDesk.class);

    /** Makes a drill: {@link Drill#perform}. */
    @FunctionalInterface
    public interface Trial {
        DrillReport perform(String realmId, String region, Mandate mandate);
    }

    /**
     * A drill, as a list has it.
     *
     * @param at when it ended
     * @param to the region that would have taken over
     * @param estimatedWritePauseMillis for how long writes would have paused; absent if that was not found out
     * @param signed whether a signed report can be had
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            String id, String at, String to, boolean passed, Long estimatedWritePauseMillis, boolean signed) {}

    private final String region;
    private final Connections connections;
    private final Trial trial;
    private final UnaryOperator<byte[]> signature;
    private final Observer observer;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * @param region this region's name
     * @param signature signs a report with this region's key
     */
    public DrillDesk(
            String region,
            Connections connections,
            Trial trial,
            UnaryOperator<byte[]> signature,
            Observer observer,
            Clock clock) {
        this.region = region;
        this.connections = connections;
        this.trial = trial;
        this.signature = signature;
        this.observer = observer;
        this.clock = clock;
    }

    /**
     * Makes a drill and keeps what it has proven.
     *
     * @throws RefusedException with 409 while this node makes another one of the realm
     */
    public DrillReport perform(String realmId, String to, Mandate mandate) {
        if (!underWay.add(realmId)) {
            throw new RefusedException(
                    409, "drill_under_way", "a drill of the realm is under way: GET drills has it once it has ended");
        }
        try {
            DrillReport report = trial.perform(realmId, to, mandate);
            keep(realmId, report, mandate);
            observer.drilled(report.to(), report.realm(), report.passed());
            return report;
        } finally {
            underWay.remove(realmId);
        }
    }

    private void keep(String realmId, DrillReport report, Mandate mandate) {
        String id = UUID.randomUUID().toString();
        Instant at = clock.instant();
        ObjectNode json = Json.tree(report);
        json.put("id", id).put("at", at.toString()).put("from", region);
        byte[] bytes = Json.bytes(json);
        DrillRows.Kept kept = new DrillRows.Kept(
                id,
                report.to(),
                at.toEpochMilli(),
                report.passed(),
                report.estimatedWritePauseMillis(),
                mandate.isOperator(),
                new String(bytes, StandardCharsets.UTF_8),
                signed(bytes));
        TimelineRows.Happening happening = new TimelineRows.Happening(
                report.to(),
                "DRILL",
                report.passed() ? "passed" : "did not pass",
                report.estimatedWritePauseMillis(),
                at.toEpochMilli());
        connections.run(connection -> {
            DrillRows.add(connection, realmId, kept);
            TimelineRows.add(connection, realmId, happening);
        });
    }

    /** What was proven counts without a signature, too. */
    private byte[] signed(byte[] report) {
        try {
            return signature.apply(report);
        } catch (RuntimeException e) {
            LOG.warnf("the report of a drill is not signed: %s", e.getMessage());
            return null;
        }
    }

    /** The newest ones first. */
    public List<Entry> list(String realmId, int most) {
        return connections.transaction(connection -> DrillRows.newest(connection, realmId, most)).stream()
                .map(DrillDesk::entry)
                .toList();
    }

    /** One of them. */
    public static Entry entry(DrillRows.Kept kept) {
        return new Entry(
                kept.id(),
                Instant.ofEpochMilli(kept.at()).toString(),
                kept.region(),
                kept.passed(),
                kept.pauseMillis(),
                kept.signed() != null);
    }

    /** All of one. @throws RefusedException if there is none, or if it was made for those who run the servers, and others ask */
    public JsonNode report(String realmId, String id, Mandate mandate) {
        return VerifyDesk.read(kept(realmId, id, mandate).report());
    }

    /** The same, signed. @throws RefusedException as {@link #report}, and if it is not signed */
    public byte[] signed(String realmId, String id, Mandate mandate) {
        byte[] signed = kept(realmId, id, mandate).signed();
        if (signed == null) {
            throw new RefusedException(
                    404, "not_signed", "this region's key could not sign when that drill was made: make another one");
        }
        return signed;
    }

    private DrillRows.Kept kept(String realmId, String id, Mandate mandate) {
        DrillRows.Kept kept = connections
                .transaction(connection -> DrillRows.of(connection, realmId, id))
                .orElseThrow(() -> new RefusedException(
                        404,
                        "no_drill",
                        "this region keeps no drill of the realm with this id: GET drills lists them"));
        if (kept.operators() && !mandate.isOperator()) {
            throw new RefusedException(
                    403,
                    "operators_only",
                    "that drill was made for those who run the servers: ask them for the report");
        }
        return kept;
    }
}
