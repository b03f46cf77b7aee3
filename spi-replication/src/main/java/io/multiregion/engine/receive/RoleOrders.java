package io.multiregion.engine.receive;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Candidate;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Json;
import io.multiregion.engine.message.Probe;
import io.multiregion.engine.message.Taken;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.Numbers;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.RoleRows;
import io.multiregion.engine.succession.Hearing;
import io.multiregion.engine.succession.Succession;
import io.multiregion.engine.succession.Verdict;
import io.multiregion.engine.succession.Word;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What other regions say of the primary role. Called on threads without a transaction. */
public final class RoleOrders {

    private static final Logger LOG = Logger.getLogger(RoleOrders.class);

    private final String region;
    private final Connections connections;
    private final Consents consents;
    private final Hearing hearing;
    private final Succession succession;
    private final Divergences divergences;
    private final Function<RealmState, List<Finding>> checks;
    private final Consumer<RealmState> promoted;
    private final BiConsumer<String, String> heard;
    private final Probes probes;
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
            Function<RealmState, List<Finding>> checks,
            Consumer<RealmState> promoted,
            BiConsumer<String, String> heard,
            Probes probes,
            Optional<String> shared,
            Clock clock) {
        this.region = region;
        this.connections = connections;
        this.consents = consents;
        this.hearing = new Hearing(consents, shared);
        this.succession = succession;
        this.divergences = divergences;
        this.checks = checks;
        this.promoted = promoted;
        this.heard = heard;
        this.probes = probes;
        this.clock = clock;
    }

    /** A region that this one is the primary of, or was, asks: it is there again. */
    Answer heard(RealmState realm, Header header) {
        heard.accept(realm.realmId(), header.from());
        return claim(realm);
    }

    Answer claim(RealmState realm) {
        return Answer.ok(null).knowing(primary(realm));
    }

    /** Another region says that it is the primary now. */
    Answer follow(Header header, Terms terms) {
        return connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, header.realmId()).orElseThrow();
            Word word = word(header, terms);
            Verdict verdict = hearing.follow(realm, word, numbers(connection, realm));
            if (verdict instanceof Verdict.Hold) {
                if (RoleRows.take(connection, realm.realmId(), word.claim().epoch(), word.stream(), word.control())) {
                    succession.hold(connection, realm.realmId(), terms);
                }
            } else if (verdict instanceof Verdict.Follow) {
                succession.follow(connection, realm, word.claim(), word.stream(), terms);
            } else if (verdict instanceof Verdict.Disbelieved disbelieved) {
                return disbelieved(connection, realm, word.claim(), disbelieved.why());
            } else {
                return answer(realm, verdict);
            }
            return Answer.ok(cursor(connection, realm.realmId()));
        });
    }

    private static Word word(Header header, Terms terms) {
        return new Word(new Claim(header.epoch(), header.from()), header.stream(), header.position(), terms.control());
    }

    private Numbers numbers(Connection connection, RealmState realm) throws SQLException {
        return RoleRows.numbers(connection, realm.realmId(), clock.millis());
    }

    private static String cursor(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select COPY_CURSOR from MR_STREAM where REALM_ID = ?",
                        row -> row.getString(1),
                        realmId)
                .orElse("");
    }

    /** To what changed nothing. */
    private static Answer answer(RealmState realm, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return Answer.of(Answer.Outcome.REFUSED, refused.why());
        }
        return (verdict instanceof Verdict.Stale stale
                        ? Answer.of(Answer.Outcome.STALE_EPOCH, stale.why())
                        : Answer.ok(null))
                .knowing(primary(realm));
    }

    /** Whom this region knows as the realm's primary, as it tells others. */
    private static Answer.Primary primary(RealmState realm) {
        return new Answer.Primary(realm.primaryRegion(), String.valueOf(realm.primaryUrl()), realm.epoch());
    }

    private Answer disbelieved(Connection connection, RealmState realm, Claim theirs, String refusal)
            throws SQLException {
        String error = "region " + theirs.region() + " says that it is the primary since epoch " + theirs.epoch()
                + " and is not followed: " + refusal;
        if (!error.equals(said.put(realm.realmId(), error))) {
            LOG.warnf("realm %s: %s", realm.realmName(), error);
        }
        RealmRows.noteError(connection, realm.realmId(), error);
        return Answer.of(Answer.Outcome.REFUSED, refusal);
    }

    /** The old primary hands over. */
    Answer promote(Header header, Terms terms) {
        RealmState[] now = new RealmState[1];
        Answer answer = connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, header.realmId()).orElseThrow();
            Verdict verdict = hearing.promote(
                    realm, word(header, terms), terms.epoch(), terms.byOperator(), numbers(connection, realm));
            if (verdict instanceof Verdict.Lead lead) {
                succession.hold(connection, realm.realmId(), terms);
                now[0] = succession.lead(connection, realm, lead.epoch());
                return answer(now[0], new Verdict.Known());
            }
            return answer(realm, verdict);
        });
        if (now[0] != null) {
            promoted.accept(now[0]);
        }
        return answer;
    }

    /** The old primary gives up. */
    Answer cancel(Header header, Terms terms) {
        return connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, header.realmId()).orElseThrow();
            Verdict verdict = hearing.cancel(realm, word(header, terms), numbers(connection, realm));
            if (verdict instanceof Verdict.CallOff called) {
                RoleRows.callOff(connection, realm.realmId(), called.control());
            }
            return answer(realm, verdict);
        });
    }

    Answer terms(RealmState realm, Terms terms) {
        return connections.transaction(connection -> {
            if (!numbers(connection, realm).reach(terms.control())) {
                return Answer.of(Answer.Outcome.REFUSED, "the number of the order is out of reach of those taken");
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
                .orElseGet(() -> Answer.findings(region.equals(candidate.region()) ? checks.apply(realm) : List.of()));
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
        if (hearing.isInDoubt(realm, theirs)) {
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
                        .knowing(primary(realm));
    }
}
