package io.multiregion.engine.operate;

import io.multiregion.engine.apply.Adoption;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Comparison;
import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.operate.view.DivergenceRepresentation;
import io.multiregion.engine.records.Divergence;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.secret.key.DataKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Where an operator decides about divergences. Works on threads without a transaction. */
public final class DivergenceDesk {

    private final Connections connections;
    private final Comparison comparison;
    private final Adoption adoption;
    private final DataKeys keys;

    public DivergenceDesk(Connections connections, Comparison comparison, Adoption adoption, DataKeys keys) {
        this.connections = connections;
        this.comparison = comparison;
        this.adoption = adoption;
        this.keys = keys;
    }

    /** @param mask what those who ask may see; so everywhere here */
    public List<DivergenceRepresentation> list(String realmId, Mask mask) {
        return connections.transaction(connection -> {
            List<DivergenceRepresentation> list = new ArrayList<>();
            for (Divergence divergence : DivergenceRows.of(connection, realmId)) {
                list.add(represent(connection, realmId, divergence, null, mask));
            }
            return list;
        });
    }

    /** One, with all its rows. */
    public DivergenceRepresentation export(String realmId, String id, Mask mask) {
        return connections.transaction(connection -> {
            Divergence divergence = known(connection, realmId, id);
            return represent(
                    connection, realmId, divergence, rows(divergence.resource().kind(), divergence.rows(), mask), mask);
        });
    }

    private static Map<String, List<Map<String, String>>> rows(Kind kind, Batch resource, Mask mask) {
        Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
        for (Section section : resource.sections()) {
            String table = section.table().substring(0, section.table().indexOf('/'));
            for (Object[] row : section.rows()) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int i = 0; i < row.length; i++) {
                    values.put(section.columns().get(i), row[i]);
                }
                Map<String, String> shown = new LinkedHashMap<>();
                values.keySet().forEach(column -> shown.put(column, mask.value(kind, table, column, values)));
                tables.computeIfAbsent(table, t -> new ArrayList<>()).add(shown);
            }
        }
        return tables;
    }

    /** Writes the deposed region's rows of some, or of all open ones if none is named, into this primary, all at once. */
    public List<DivergenceRepresentation> reapply(String realmId, Collection<String> ids, Mask mask) {
        List<Divergence> open = open(realmId, ids);
        List<Batch> resources = open.stream().map(Divergence::rows).toList();
        if (resources.stream()
                .flatMap(resource -> resource.sections().stream())
                .flatMap(section -> section.rows().stream())
                .flatMap(Arrays::stream)
                .anyMatch(keys::lacksKeyOf)) {
            throw new RefusedException(
                    409,
                    "unknown_data_key",
                    "the rows have secrets that are sealed with a data key which was lost with the deposed primary:"
                            + " make the change by hand and dismiss it");
        }
        try {
            if (!open.isEmpty() && !adoption.reapply(realmId, resources)) {
                throw new RefusedException(409, "not_primary", "this region may not write the realm: ask its primary");
            }
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RefusedException(
                    409,
                    "not_applicable",
                    "the rows don't fit what is here now (" + e.getClass().getSimpleName()
                            + "): re-apply what they refer to as well, all at once, or make the change by hand and dismiss it");
        }
        return settle(realmId, open, Divergence.Status.REAPPLIED, mask);
    }

    /** Lets go of some, or of all open ones if none is named. */
    public List<DivergenceRepresentation> dismiss(String realmId, Collection<String> ids, Mask mask) {
        return settle(realmId, open(realmId, ids), Divergence.Status.DISMISSED, mask);
    }

    private List<Divergence> open(String realmId, Collection<String> ids) {
        return connections.transaction(connection -> {
            if (ids.isEmpty()) {
                return DivergenceRows.of(connection, realmId).stream()
                        .filter(divergence -> divergence.status() == Divergence.Status.OPEN)
                        .toList();
            }
            List<Divergence> open = new ArrayList<>();
            for (String id : new LinkedHashSet<>(ids)) {
                Divergence divergence = known(connection, realmId, id);
                if (divergence.status() != Divergence.Status.OPEN) {
                    throw new RefusedException(
                            409, "divergence_settled", "this divergence is " + divergence.status() + " already");
                }
                open.add(divergence);
            }
            return open;
        });
    }

    private List<DivergenceRepresentation> settle(
            String realmId, List<Divergence> divergences, Divergence.Status status, Mask mask) {
        return connections.transaction(connection -> {
            List<DivergenceRepresentation> settled = new ArrayList<>();
            for (Divergence divergence : divergences) {
                DivergenceRows.settle(connection, realmId, divergence.id(), status);
                settled.add(represent(connection, realmId, known(connection, realmId, divergence.id()), null, mask));
            }
            return settled;
        });
    }

    private static Divergence known(Connection connection, String realmId, String id) throws SQLException {
        return DivergenceRows.of(connection, realmId, id)
                .orElseThrow(() -> new RefusedException(404, "no_divergence", "the realm has no divergence " + id));
    }

    private DivergenceRepresentation represent(
            Connection connection,
            String realmId,
            Divergence divergence,
            Map<String, List<Map<String, String>>> rows,
            Mask mask)
            throws SQLException {
        Kind kind = divergence.resource().kind();
        return new DivergenceRepresentation(
                divergence.id(),
                kind.name(),
                mask.name(kind, divergence.resource().id()),
                mask.name(kind, divergence.name()),
                divergence.region(),
                divergence.epoch(),
                Instant.ofEpochMilli(divergence.committedAt()).toString(),
                mask.who(divergence.who()),
                divergence.status().name(),
                comparison.of(connection, realmId, divergence, mask),
                rows);
    }
}
