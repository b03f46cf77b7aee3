package io.multiregion.engine.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.failover.Drain;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.failover.Wait;
import io.multiregion.engine.journal.Committed;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.Refused;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.operate.view.DrillReport;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportFailure;
import io.multiregion.engine.receive.ask.Probes;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Proves a standby: all that a switchover needs is done, but for the switchover. No end user sees anything of it. */
public final class Drill {

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int MESSAGES_OF_A_SWITCHOVER = 3;

    private final Connections connections;
    private final Journal journal;
    private final Drain drain;
    private final Peer peer;
    private final Switchover switchover;
    private final Comparisons comparisons;
    private final Committed committed;
    private final Probes probes;
    private final Clock clock;

    /** @param committed told the id of a realm of which there is something to ship */
    public Drill(
            Connections connections,
            Journal journal,
            Peer peer,
            Switchover switchover,
            Comparisons comparisons,
            Committed committed,
            Probes probes,
            Clock clock) {
        this.connections = connections;
        this.journal = journal;
        this.drain = new Drain(connections, journal);
        this.peer = peer;
        this.switchover = switchover;
        this.comparisons = comparisons;
        this.committed = committed;
        this.probes = probes;
        this.clock = clock;
    }

    /**
     * @param region the one that would take over; this region is the primary
     * @param mandate who asks
     */
    public DrillReport perform(String realmId, String region, Mandate mandate) {
        if (region == null) {
            throw new Refused(400, "invalid_region", "name the region that would take over: {\"to\":\"us\"}");
        }
        List<String> problems = new ArrayList<>();
        List<Finding> rules = switchover.findings(realmId, region, mandate);
        rules.stream().filter(rule -> !rule.holds()).forEach(rule -> problems.add(rule.rule() + ": " + rule.detail()));
        RealmState realm = connections.transaction(
                connection -> RealmRows.of(connection, realmId).orElseThrow());
        ReplicaState target = connections.transaction(
                connection -> ReplicaRows.of(connection, realmId, region).orElseThrow());
        long asked = System.nanoTime();
        boolean tokens = tokens(realm, target, problems);
        long roundTrip = Duration.ofNanos(System.nanoTime() - asked).toMillis();
        Long drain = tokens ? drain(realm, target, problems) : null;
        Long differences = tokens ? differences(realmId, region, problems) : null;
        return new DrillReport(
                realm.realmName(),
                region,
                problems.isEmpty(),
                rules,
                differences,
                tokens,
                roundTrip,
                drain,
                drain == null ? null : drain + MESSAGES_OF_A_SWITCHOVER * roundTrip,
                problems);
    }

    private boolean tokens(RealmState realm, ReplicaState target, List<String> problems) {
        try {
            var ours = new Inquiry.Probe(probes.mint(realm.realmId(), target.region()));
            Peer.Reply reply = peer.say(realm, target, target.acknowledged(), ours);
            Answer answer = reply.answer();
            if (answer.outcome() != Answer.Outcome.OK) {
                problems.add("region " + target.region() + " answers " + answer.outcome() + ": " + answer.error());
                return false;
            }
            probes.validate(
                    realm.realmId(),
                    target.region(),
                    reply.expect(Answer.Tokens.class).tokens());
            return true;
        } catch (TransportFailure | IllegalStateException e) {
            problems.add(e.getMessage());
            return false;
        }
    }

    /** A change that changes nothing goes the way of all changes. */
    private Long drain(RealmState realm, ReplicaState target, List<String> problems) {
        long began = System.nanoTime();
        connections.transaction(connection -> {
            journal.append(
                    connection,
                    realm.realmId(),
                    realm.epoch(),
                    List.of(new ResourceKey(Kind.REALM, realm.realmId())),
                    clock.millis());
            return null;
        });
        committed.committed(realm.realmId());
        if (!drain.ofNow(realm.realmId(), target.region(), DRAIN)) {
            Wait.requireRunning();
            problems.add("region " + target.region() + " did not confirm a change within " + DRAIN.toSeconds()
                    + " s: look at its lastError");
            return null;
        }
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    private Long differences(String realmId, String region, List<String> problems) {
        try {
            for (String report : comparisons.verify(realmId, false, new Mask(false))) {
                JsonNode json = Json.read(report.getBytes(StandardCharsets.UTF_8), JsonNode.class);
                if (json.path("region").asText().equals(region)) {
                    long differences = json.path("differences").asLong();
                    if (differences > 0) {
                        problems.add(differences + " resources differ: POST verify?repair=true ships them again");
                    }
                    return differences;
                }
            }
            return null;
        } catch (Refused | IOException e) {
            problems.add(e.getMessage());
            return null;
        }
    }
}
