package io.multiregion.replication.rest;

import io.multiregion.engine.failover.Moved;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.core.Response;
import java.util.Map;
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

    /** For the master realm: all realms that the region has the role for. */
    Response perform(Subject subject, MoveRequest request, Predicate<RealmState> mine, Move move) {
        MoveRequest asked = request == null ? MoveRequest.empty() : request;
        String id = realm.getId();
        Mandate mandate = access.mandate();
        Response answer = Access.isMaster(realm)
                ? answers.of(
                        200,
                        () -> Map.of(
                                "realms",
                                multiRegion.topology().all().stream()
                                        .filter(mine)
                                        .map(state -> answers.each(
                                                state.realmName(), () -> move.of(state.realmId(), asked, mandate)))
                                        .toList()))
                : answers.of(200, () -> move.of(id, asked, mandate));
        record.record(subject, asked, answer);
        return answer;
    }
}
