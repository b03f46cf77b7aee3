package io.multiregion.replication.receive;

import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Finding;
import io.multiregion.replication.batch.Json;
import io.multiregion.replication.batch.Probe;
import io.multiregion.replication.batch.Taken;
import io.multiregion.replication.batch.Terms;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.database.Sql;
import io.multiregion.replication.divergence.Divergences;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.succession.Succession;
import io.multiregion.replication.topology.Claim;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.RoleRows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** What other regions say of the primary role. Called on threads without a transaction. */
public final class RoleOrders {

    private final Connections connections;
    private final Succession succession;
    private final Divergences divergences;
    private final Function<RealmState, List<Finding>> checks;
    private final Consumer<RealmState> promoted;
    private final BiConsumer<String, String> heard;
    private final Probes probes;

    /**
     * @param checks what speaks for and against this region taking over a realm
     * @param heard told realm id and region of one that asks who the primary is
     * @param promoted told of each realm that this region has become the primary of, after the commit
     */
    public RoleOrders(
            Connections connections,
            Succession succession,
            Divergences divergences,
            Function<RealmState, List<Finding>> checks,
            Consumer<RealmState> promoted,
            BiConsumer<String, String> heard,
            Probes probes) {
        this.connections = connections;
        this.succession = succession;
        this.divergences = divergences;
        this.checks = checks;
        this.promoted = promoted;
        this.heard = heard;
        this.probes = probes;
    }

    /** A region that this one is the primary of, or was, asks: it is there again. */
    Answer heard(RealmState realm, Header header) {
        heard.accept(realm.realmId(), header.from());
        return claim(realm);
    }

    Answer claim(RealmState realm) {
        return Answer.ok(null).knowing(realm.primary());
    }

    /** Another region says that it is the primary now. A higher claim is followed, whatever this region was until then. */
    Answer follow(Header header, Terms terms) {
        return connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, header.realmId()).orElseThrow();
            Claim theirs = new Claim(header.epoch(), header.from());
            if (realm.claim().equals(theirs)) {
                if (RoleRows.take(connection, realm.realmId(), terms.control())) {
                    succession.hold(connection, realm.realmId(), terms);
                }
            } else if (theirs.outranks(realm.claim())) {
                succession.follow(connection, realm, theirs, terms);
            } else {
                return Answer.of(Answer.Outcome.STALE_EPOCH, "region " + realm.primaryRegion() + " is the primary")
                        .knowing(realm.primary());
            }
            String cursor = Sql.first(
                            connection,
                            "select COPY_CURSOR from MR_STREAM where REALM_ID = ?",
                            row -> row.getString(1),
                            header.realmId())
                    .orElse("");
            return Answer.ok(cursor);
        });
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
            if (!realm.position().equals(header.position())) {
                return Answer.of(
                        Answer.Outcome.REFUSED, "it is at " + realm.position() + ", not at " + header.position());
            }
            if (RoleRows.isCalledOff(connection, realm.realmId(), terms.control())) {
                return Answer.of(Answer.Outcome.REFUSED, "this switchover was called off");
            }
            succession.hold(connection, realm.realmId(), terms);
            now[0] = succession.lead(connection, realm, terms.epoch());
            return Answer.ok(null).knowing(now[0].primary());
        });
        if (now[0] != null) {
            promoted.accept(now[0]);
        }
        return answer;
    }

    /** The old primary gives up: it stays the primary, unless this region has taken over already, which the answer then says. */
    Answer cancel(Header header, Terms terms) {
        return connections.transaction(connection -> {
            RealmState realm = RoleRows.lock(connection, header.realmId()).orElseThrow();
            if (realm.isSecondary()) {
                RoleRows.callOff(connection, realm.realmId(), terms.control());
            }
            return Answer.ok(null).knowing(realm.primary());
        });
    }

    Answer terms(RealmState realm, Terms terms) {
        return connections.transaction(connection -> {
            if (RoleRows.take(connection, realm.realmId(), terms.control())) {
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

    Answer readiness(RealmState realm) {
        return Answer.findings(checks.apply(realm));
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

    /** What the receiver answers to a message of a region that this one does not follow. */
    Answer notFollowing(RealmState realm, Header header, String region) {
        Claim theirs = new Claim(header.epoch(), header.from());
        boolean holder = connections.transaction(connection -> Succession.isHolder(connection, realm, header.from()));
        if (!holder) {
            return Answer.of(
                    Answer.Outcome.REFUSED,
                    "region " + region + " holds no replica of this realm for region " + header.from()
                            + ": delete the replica on the primary and create it again");
        }
        return theirs.outranks(realm.claim())
                ? Answer.of(Answer.Outcome.NOT_FOLLOWING, "region " + region + " is at epoch " + realm.epoch())
                : Answer.of(
                                Answer.Outcome.STALE_EPOCH,
                                "region " + realm.primaryRegion() + " is the primary, at epoch " + realm.epoch())
                        .knowing(realm.primary());
    }
}
