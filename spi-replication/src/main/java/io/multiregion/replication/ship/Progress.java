package io.multiregion.replication.ship;

import io.multiregion.replication.resource.Position;
import io.multiregion.replication.topology.ReplicaState;
import io.multiregion.replication.topology.ReplicaStatus;

/** The next state of a replica. Whatever succeeds clears the last error. */
record Progress(ReplicaState state) {

    static Progress of(ReplicaState before) {
        return new Progress(before).error(null);
    }

    Progress status(ReplicaStatus status) {
        return with(status, state.acknowledged(), state.copyCursor(), state.copied(), state.total());
    }

    Progress acknowledged(Position acknowledged) {
        return with(state.status(), acknowledged, state.copyCursor(), state.copied(), state.total());
    }

    Progress cursor(String cursor) {
        return with(state.status(), state.acknowledged(), cursor, state.copied(), state.total());
    }

    Progress copied(long copied) {
        return with(state.status(), state.acknowledged(), state.copyCursor(), copied, state.total());
    }

    Progress total(long total) {
        return with(state.status(), state.acknowledged(), state.copyCursor(), state.copied(), total);
    }

    private Progress with(ReplicaStatus status, Position acknowledged, String cursor, long copied, long total) {
        return new Progress(new ReplicaState(
                state.realmId(),
                state.region(),
                state.url(),
                status,
                state.wanted(),
                acknowledged,
                cursor,
                copied,
                total,
                state.control(),
                state.acknowledgedAt(),
                state.lastError(),
                state.verifyAsked(),
                state.verifyAnswered()));
    }

    Progress control(long control) {
        return noting(control, state.acknowledgedAt(), state.lastError());
    }

    /** @param now when the secondary confirmed something, in milliseconds since 1970 */
    Progress at(long now) {
        return noting(state.control(), now, state.lastError());
    }

    Progress error(String error) {
        return noting(state.control(), state.acknowledgedAt(), error);
    }

    private Progress noting(long control, long acknowledgedAt, String lastError) {
        return new Progress(new ReplicaState(
                state.realmId(),
                state.region(),
                state.url(),
                state.status(),
                state.wanted(),
                state.acknowledged(),
                state.copyCursor(),
                state.copied(),
                state.total(),
                control,
                acknowledgedAt,
                lastError,
                state.verifyAsked(),
                state.verifyAnswered()));
    }
}
