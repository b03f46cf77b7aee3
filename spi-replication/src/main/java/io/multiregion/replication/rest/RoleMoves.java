package io.multiregion.replication.rest;

import io.multiregion.engine.failover.Moved;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keycloak.models.RealmModel;

/** Switchovers and failovers that were asked for, of one realm or of all. */
final class RoleMoves {

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Answers answers;
    private final MoveRecord record;

    RoleMoves(MultiRegion multiRegion, RealmModel realm, Access access, Answers answers, MoveRecord record) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = access;
        this.answers = answers;
        this.record = record;
    }

    /** What moves the role of one realm. */
    @FunctionalInterface
    interface Move {
        Moved of(String realmId, MoveRequest request, Mandate mandate);
    }

    /**
     * For the master realm: all realms that the region has the role for, or the one that is named. That one is not loaded: what a realm
     * needs and this server lacks must not keep its role here.
     */
    Response perform(Subject subject, MoveRequest request, Predicate<RealmState> mine, Move move) {
        MoveRequest asked = request == null ? MoveRequest.empty() : request;
        Mandate mandate = access.mandate();
        Response answer = Access.isMaster(realm) && asked.realm() == null
                ? answers.of(200, () -> Map.of("realms", each(mine, id -> move.of(id, asked, mandate))))
                : answers.of(200, () -> move.of(meant(asked), asked, mandate));
        record.record(subject, asked, answer);
        return answer;
    }

    private List<Object> each(Predicate<RealmState> mine, Function<String, Moved> move) {
        return multiRegion.topology().all().stream()
                .filter(mine)
                .map(state -> answers.each(state.realmName(), () -> move.apply(state.realmId())))
                .toList();
    }

    private String meant(MoveRequest asked) {
        String name = asked.realm();
        if (name == null || name.equals(realm.getName())) {
            return realm.getId();
        }
        if (!Access.isMaster(realm)) {
            throw new RefusedException(400, "invalid_realm", "another realm is moved by a call for it, or for master");
        }
        return multiRegion.topology().all().stream()
                .filter(state -> name.equals(state.realmName()))
                .map(RealmState::realmId)
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        404, "no_such_realm", "no region shares a realm of the name " + name + " with this one"));
    }
}
