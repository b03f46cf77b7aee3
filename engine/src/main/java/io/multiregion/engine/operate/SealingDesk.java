package io.multiregion.engine.operate;

import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.operate.view.SealingRepresentation;
import io.multiregion.engine.operate.view.SealingRepresentation.DataKeyRepresentation;
import io.multiregion.engine.operate.view.SealingRepresentation.ProgressRepresentation;
import io.multiregion.engine.operate.view.SealingRequest;
import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.DataKeyStatus;
import io.multiregion.engine.records.Progress;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.stored.Resealing;
import io.multiregion.engine.secret.stored.Sealing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Where an operator decides about secrets at rest. Works on threads without a transaction. */
public final class SealingDesk {

    private final Sealing sealing;
    private final Resealing resealing;
    private final DataKeys keys;

    public SealingDesk(Sealing sealing, Resealing resealing, DataKeys keys) {
        this.sealing = sealing;
        this.resealing = resealing;
        this.keys = keys;
    }

    /** @param mandate which key wraps a data key, and what is wrong with it, is for operators */
    public SealingRepresentation describe(String realmId, Mandate mandate) {
        List<DataKeyRow> rows = sealing.rows(realmId);
        Optional<Progress> progress = resealing.progress(realmId);
        String problem = rows.stream()
                .map(row -> keys.problem(row.id()).orElse(null))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (problem != null && !mandate.isOperator()) {
            problem = KeyTrouble.SAID;
        }
        return new SealingRepresentation(
                state(rows),
                problem == null ? progress.map(SealingDesk::left).orElse(null) : problem,
                rows.stream()
                        .map(row -> new DataKeyRepresentation(
                                row.id(),
                                row.status().name(),
                                Instant.ofEpochMilli(row.createdAt()).toString(),
                                mandate.isOperator() ? row.wrapped().by() : null))
                        .toList(),
                progress.map(SealingDesk::represent).orElse(null));
    }

    /** Which secrets stay as they are, for whoever administers the realm: names, never values. */
    private static String left(Progress job) {
        return job.left().said() == null
                ? null
                : "these secrets stay as they are: " + job.left().said();
    }

    private static String state(List<DataKeyRow> rows) {
        Optional<DataKeyRow> active = rows.stream().filter(DataKeyRow::isActive).findFirst();
        if (active.isPresent()) {
            return active.get().completedAt() > 0 ? "SEALED" : "SEALING";
        }
        if (rows.stream().anyMatch(row -> row.status() == DataKeyStatus.DESTROYED)) {
            return "DESTROYED";
        }
        return rows.isEmpty() ? "OFF" : "OPENING";
    }

    private static ProgressRepresentation represent(Progress job) {
        return new ProgressRepresentation(
                job.done(),
                job.total(),
                Instant.ofEpochMilli(job.startedAt()).toString(),
                job.finishedAt() == 0
                        ? null
                        : Instant.ofEpochMilli(job.finishedAt()).toString(),
                job.lastError());
    }

    /** Turns sealing on or off; the stored secrets follow by and by. */
    public SealingRepresentation set(String realmId, boolean master, SealingRequest request, Mandate mandate) {
        if (request == null || request.enabled() == null) {
            throw new RefusedException(400, "invalid_request", "say {\"enabled\":true} or {\"enabled\":false}");
        }
        if (master) {
            throw new RefusedException(
                    409,
                    "master_realm",
                    "the master realm's secrets are not sealed: without the key nobody could come in and mend it");
        }
        refuseDestroyed(realmId);
        if (request.enabled()) {
            sealing.on(realmId);
        } else {
            sealing.off(realmId);
        }
        resealing.again(realmId);
        return describe(realmId, mandate);
    }

    /** Seals with a new data key, and what is stored by and by. */
    public SealingRepresentation rotate(String realmId, Mandate mandate) {
        refuseDestroyed(realmId);
        if (sealing.rows(realmId).isEmpty()) {
            throw new RefusedException(409, "not_sealed", "the realm's secrets are not sealed: turn sealing on first");
        }
        sealing.rotate(realmId);
        return describe(realmId, mandate);
    }

    /** Destroys the data keys for good, in all regions. For operators. */
    public SealingRepresentation destroy(String realmId, String realmName, SealingRequest request) {
        if (request == null || !realmName.equals(request.realm())) {
            throw new RefusedException(
                    400,
                    "not_confirmed",
                    "this makes every sealed secret of the realm unreadable for ever, in all regions: confirm with {\"realm\":\""
                            + realmName + "\"}");
        }
        if (sealing.rows(realmId).isEmpty()) {
            throw new RefusedException(409, "not_sealed", "the realm's secrets are not sealed: there is no data key");
        }
        sealing.destroy(realmId);
        return describe(realmId, Mandate.OPERATOR);
    }

    /** Wraps the data keys of all realms again, by the current version of this region's key. */
    public Map<String, Object> rewrap() {
        keys.rewrap();
        return Map.of("problems", List.copyOf(keys.problems()));
    }

    private void refuseDestroyed(String realmId) {
        if (sealing.rows(realmId).stream().anyMatch(row -> row.status() == DataKeyStatus.DESTROYED)) {
            throw new RefusedException(
                    409, "destroyed", "the realm's data keys were destroyed: remove the realm, or import it anew");
        }
    }
}
