package io.multiregion.engine.receive;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Candidate;
import io.multiregion.engine.message.Json;
import io.multiregion.engine.message.Probe;
import io.multiregion.engine.message.Taken;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.StreamId;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.state.store.StreamRows;
import io.multiregion.engine.succession.LocalChecks;
import io.multiregion.engine.succession.Promoted;
import io.multiregion.engine.succession.Succession;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** What other regions say of the primary role. Called on threads without a transaction. */
public final class RoleOrders {

    private static final Logger LOG = Logger.getLogger(RoleOrders.class);

    private final String region;
    private final Connections connections;
    private final Consents consents;
    private final Succession succession;
    private final Divergences divergences;
    private final LocalChecks checks;
    private final Promoted promoted;
    private final Heard heard;
    private final Probes probes;
    private final Optional<String> shared;
    private final Clock clock;
    private final Map<String, String> said = new ConcurrentHashMap<>();

    /**
     * @param consents whom this region's operators let lead
     * @param checks what speaks for and against this region taking over a realm
     * @param heard told realm id and region of one that asks who the primary is
     * @param promoted told of each realm that this region has become the primary of, after the commit
     * @param shared the DNS record of all realms that moves with the role of any of them, or empty
     */
    public RoleOrders(
            String region,
            Connections connections,
            Consents consents,
            Succession succession,
            Divergences divergences,
            LocalChecks checks,
            Promoted promoted,
            Heard heard,
            Probes probes,
            Optional<String> shared,
            Clock clock) {
        this.region = region;
        this.connections = connections;
        this.consents = consents;
        this.succession = succession;
        this.divergences = divergences;
        this.checks = checks;
        this.promoted = promoted;
        this.heard = heard;
        this.probes = probes;
        this.shared = shared;
        this.clock = clock;
    }

    /** A region that this one is the primary of, or was, asks: it is there again. */
    Answer heard(RealmState realm, Header header) {
        heard.heard(realm.realmId(), header.from());
        return claim(realm);
    }

    Answer claim(RealmState realm) {
        return Answer.ok(null).knowing(realm.primary());
    }

    /**
     * Another region says that it is the primary now. A higher claim is followed, whatever this region was until then, if the other region
     * may lead and the claim is no leap. Otherwise this region stays what it is, and says so to both sides' operators.
     */
    Answer follow(Header header, Terms terms) {
        return connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, header.realmId()).orElseThrow();
            Claim theirs = new Claim(header.epoch(), header.from());
            if (header.stream().equals(StreamId.NONE)
                    || realm.claim().equals(theirs) && !realm.stream().equals(header.stream())) {
                return Answer.of(
                        Answer.Outcome.REFUSED,
                        "it is of another stream of this realm than the one that began with this primary");
            }
            if (!RoleRows.reaches(connection, realm.realmId(), terms.control(), clock.millis())) {
                return outOfReach(terms);
            }
            if (realm.claim().equals(theirs)) {
                if (RoleRows.take(connection, realm.realmId(), theirs.epoch(), header.stream(), terms.control())) {
                    succession.hold(connection, realm.realmId(), terms);
                }
            } else if (theirs.outranks(realm.claim())) {
                Optional<String> refusal = consents.refusesClaim(theirs, realm);
                if (refusal.isPresent()) {
                    return disbelieved(connection, realm, theirs, refusal.get());
                }
                succession.follow(connection, realm, theirs, header.stream(), terms);
            } else {
                return Answer.of(Answer.Outcome.STALE_EPOCH, "region " + realm.primaryRegion() + " is the primary")
                        .knowing(realm.primary());
            }
            return Answer.ok(StreamRows.cursor(connection, header.realmId()));
        });
    }

    private Answer disbelieved(Connection connection, RealmState realm, Claim theirs, String refusal)
            throws SQLException {
        String error = "region " + theirs.region() + " says that it is the primary since epoch " + theirs.epoch()
                + " and is not followed: " + refusal;
        if (!error.equals(said.put(realm.realmId(), error))) {
            LOG.warnf("realm %s: %s", realm.realmName(), error);
        }
        StreamRows.erred(connection, realm.realmId(), error);
        return Answer.of(Answer.Outcome.REFUSED, refusal);
    }

    private static Answer outOfReach(Terms terms) {
        return Answer.of(
                Answer.Outcome.REFUSED,
                "the number of the order is " + terms.control() + ", out of reach of those that were taken");
    }

    /** The old primary hands over. Done before, it is done again without change. */
    Answer promote(Header header, Terms terms) {
        RealmState[] now = new RealmState[1];
        Answer answer = connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, header.realmId()).orElseThrow();
            if (realm.isPrimary() && realm.epoch() == terms.epoch()) {
                return Answer.ok(null).knowing(realm.primary());
            }
            if (!realm.isSecondary() || !realm.claim().equals(new Claim(header.epoch(), header.from()))) {
                return Answer.of(
                                Answer.Outcome.STALE_EPOCH,
                                "region " + realm.primaryRegion() + " is the primary at epoch " + realm.epoch())
                        .knowing(realm.primary());
            }
            if (!realm.stream().equals(header.stream())) {
                return Answer.of(
                        Answer.Outcome.REFUSED,
                        "it was to happen in another stream of this realm: it does not any more");
            }
            if (terms.epoch() != realm.epoch() + 1) {
                return Answer.of(
                        Answer.Outcome.REFUSED, "the next epoch is " + (realm.epoch() + 1) + ", not " + terms.epoch());
            }
            if (!realm.position().equals(header.position())) {
                return Answer.of(
                        Answer.Outcome.REFUSED, "it is at " + realm.position() + ", not at " + header.position());
            }
            if (shared.isPresent() && !terms.byOperator()) {
                return Answer.of(
                        Answer.Outcome.REFUSED,
                        "with the primary role moves the DNS record " + shared.get()
                                + " of all realms: an operator of the master realm is to ask for it");
            }
            if (StreamRows.isCalledOff(connection, realm.realmId(), terms.control())) {
                return Answer.of(Answer.Outcome.REFUSED, "this switchover was called off");
            }
            succession.hold(connection, realm.realmId(), terms);
            now[0] = succession.lead(connection, realm, terms.epoch());
            return Answer.ok(null).knowing(now[0].primary());
        });
        if (now[0] != null) {
            promoted.promoted(now[0]);
        }
        return answer;
    }

    /** The old primary gives up: it stays the primary, unless this region has taken over already, which the answer then says. */
    Answer cancel(Header header, Terms terms) {
        return connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, header.realmId()).orElseThrow();
            if (realm.isSecondary()
                    && !RoleRows.reaches(connection, realm.realmId(), terms.control(), clock.millis())) {
                return outOfReach(terms);
            }
            if (realm.isSecondary() && realm.stream().equals(header.stream())) {
                StreamRows.callOff(connection, realm.realmId(), terms.control());
            }
            return Answer.ok(null).knowing(realm.primary());
        });
    }

    Answer terms(RealmState realm, Terms terms) {
        return connections.transaction(connection -> {
            if (!RoleRows.reaches(connection, realm.realmId(), terms.control(), clock.millis())) {
                return outOfReach(terms);
            }
            if (RoleRows.take(connection, realm.realmId(), realm.epoch(), realm.stream(), terms.control())) {
                succession.hold(connection, realm.realmId(), terms);
            } else if (terms.recopy()) {
                return Answer.of(Answer.Outcome.REFUSED, "an order with a later number was taken before");
            }
            return Answer.ok(null);
        });
    }

    Answer divergences(RealmState realm, Taken taken) {
        return connections.transaction(
                connection -> Answer.diverged(divergences.next(connection, realm.realmId(), taken.ids())));
    }

    /** Whether this region is ready to take over, or would follow another one that does. */
    Answer readiness(RealmState realm, Candidate candidate) {
        return Optional.ofNullable(candidate.region())
                .flatMap(consents::refusesLead)
                .map(refusal -> Answer.of(Answer.Outcome.REFUSED, refusal))
                .orElseGet(() -> Answer.findings(region.equals(candidate.region()) ? checks.of(realm) : List.of()));
    }

    /** Validates the primary's tokens, and answers with ones of this region. */
    Answer probe(RealmState realm, Header header, Probe probe) {
        try {
            probes.validate(realm.realmId(), header.from(), probe.tokens());
            List<String> ours = probes.mint(realm.realmId(), header.from());
            return Answer.text(new String(Json.bytes(new Probe(ours)), StandardCharsets.UTF_8));
        } catch (IllegalStateException e) {
            return Answer.of(Answer.Outcome.REFUSED, e.getMessage());
        }
    }

    /** A region that holds the realm says that it is the primary since a later epoch: this one takes no writes before it knows. */
    void doubt(RealmState realm, Claim theirs) {
        if (realm.isPrimary()
                && theirs.outranks(realm.claim())
                && consents.refusesClaim(theirs, realm).isEmpty()) {
            connections.transaction(connection -> Succession.isHolder(connection, realm, theirs.region())
                    && RoleRows.doubt(connection, realm.realmId(), theirs));
        }
    }

    /** What the receiver answers to a message of a region that holds the realm, and that this one does not follow. */
    Answer notFollowing(RealmState realm, Header header) {
        Claim theirs = new Claim(header.epoch(), header.from());
        return theirs.outranks(realm.claim())
                ? Answer.of(Answer.Outcome.NOT_FOLLOWING, "region " + region + " is at epoch " + realm.epoch())
                : Answer.of(
                                Answer.Outcome.STALE_EPOCH,
                                "region " + realm.primaryRegion() + " is the primary, at epoch " + realm.epoch())
                        .knowing(realm.primary());
    }
}
