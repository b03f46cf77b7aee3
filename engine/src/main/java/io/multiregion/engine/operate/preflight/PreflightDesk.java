package io.multiregion.engine.operate.preflight;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.operate.Replicas;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.settings.OwnRegion;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Label;
import io.multiregion.engine.succession.LocalChecks;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what would stand in the way of a copy, and begins none. Works on threads without a transaction. */
public final class PreflightDesk {

    private static final int MOST_FINDINGS = 20;

    private final OwnRegion own;
    private final Connections connections;
    private final Replicas replicas;
    private final Peer peer;
    private final Greeting greeting;
    private final LocalChecks checks;
    private final Match match;

    /** @param replicas refuses what it would refuse to begin */
    public PreflightDesk(
            OwnRegion own,
            Connections connections,
            Replicas replicas,
            Peer peer,
            Greeting greeting,
            LocalChecks checks,
            Match match) {
        this.own = own;
        this.connections = connections;
        this.replicas = replicas;
        this.peer = peer;
        this.greeting = greeting;
        this.checks = checks;
        this.match = match;
    }

    /** @throws RefusedException if a replica like this can't be asked for at all */
    public PreflightRepresentation perform(
            String realmId, String realmName, boolean master, ReplicaRequest request, Mandate mandate) {
        URI url = replicas.checked(realmName, master, request, mandate);
        String region = request.region();
        Optional<String> label = label(realmId, realmName, region, mandate);
        List<Finding> findings = new ArrayList<>();
        try {
            findings.addAll(match.of(region, url, greeting.exchange(region, url)));
            findings.addAll(theirs(region, url, realmId, realmName, label));
        } catch (TransportException e) {
            findings.add(new Finding(
                    Match.REACHABLE,
                    false,
                    true,
                    "region " + own.region() + " does not reach region " + region + ": " + e.getMessage()));
        }
        return PreflightRepresentation.of(region, url.toString(), findings);
    }

    /** The label that the realm has, or would have. */
    private Optional<String> label(String realmId, String realmName, String region, Mandate mandate) {
        Optional<RealmState> known = connections.transaction(connection -> {
            Optional<RealmState> realm = Asked.replicated(connection, realmId);
            realm.ifPresent(Asked::requirePrimary);
            Asked.requireNone(connection, realmId, realmName, region);
            return realm;
        });
        if (known.isPresent()) {
            return Optional.ofNullable(known.get().label());
        }
        return mandate.isOperator() ? Optional.of(Label.of(realmName)) : Optional.empty();
    }

    private List<Finding> theirs(String region, URI url, String realmId, String realmName, Optional<String> label) {
        Inquiry asked = new Inquiry.Preflight(realmName, own.url().toString(), label, checks.needs(realmId));
        Answer answer = peer.ask(region, url, realmId, asked).answer();
        return answer instanceof Answer.Findings told
                ? told.findings().stream().limit(MOST_FINDINGS).toList()
                : List.of(new Finding("invited", false, true, answer.error()));
    }
}
