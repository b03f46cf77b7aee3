package io.multiregion.engine.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.operate.view.DrillReport;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.receive.ask.Probes;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Proves a standby: all that a switchover needs is done, but for the switchover. No end user sees anything of it. */
public final class Drill {

    private static final int MESSAGES_OF_A_SWITCHOVER = 3;

    private final Connections connections;
    private final Peer peer;
    private final Switchover switchover;
    private final Passage passage;
    private final VerifyDesk comparisons;
    private final Probes probes;

    /** @param passage the way of a change to the other region */
    public Drill(
            Connections connections,
            Peer peer,
            Switchover switchover,
            Passage passage,
            VerifyDesk comparisons,
            Probes probes) {
        this.connections = connections;
        this.peer = peer;
        this.switchover = switchover;
        this.passage = passage;
        this.comparisons = comparisons;
        this.probes = probes;
    }

    /**
     * @param region the one that would take over; this region is the primary
     * @param mandate who asks
     */
    public DrillReport perform(String realmId, String region, Mandate mandate) {
        if (region == null) {
            throw new RefusedException(400, "invalid_region", "name the region that would take over: {\"to\":\"us\"}");
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
        Long drain = tokens ? passage.take(realm, target.region(), problems) : null;
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
        } catch (TransportException | IllegalStateException e) {
            problems.add(e.getMessage());
            return false;
        }
    }

    private Long differences(String realmId, String region, List<String> problems) {
        try {
            for (String report :
                    comparisons.verify(realmId, false, new Mask(false)).replicas()) {
                JsonNode json = Json.read(report.getBytes(StandardCharsets.UTF_8), JsonNode.class);
                if (json.path("region").asText().equals(region)) {
                    if (!json.has("differences")) {
                        problems.add("region " + region + " is not compared yet: GET verify says how far it is");
                        return null;
                    }
                    long differences = json.path("differences").asLong();
                    if (differences > 0) {
                        problems.add(differences + " resources differ: POST verify?repair=true ships them again");
                    }
                    return differences;
                }
            }
            return null;
        } catch (RefusedException | IOException e) {
            problems.add(e.getMessage());
            return null;
        }
    }
}
