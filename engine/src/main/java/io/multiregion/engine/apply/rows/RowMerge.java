package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges rows that a secondary has written into those of this primary, in the caller's transaction. A row goes only if somebody has ended
 * it there, and none comes again that has ended here; a row that is in both becomes what the rules of its table make of the two.
 */
public final class RowMerge {

    /**
     * When a session began.
     *
     * @param offline which of the two sessions of that id
     * @param at in milliseconds since 1970
     */
    public record Begun(String session, boolean offline, long at) {}

    private final RowApplier rows;
    private final Selects selects;

    public RowMerge(RowApplier rows) {
        this.rows = rows;
        this.selects = rows.catalogue().selects();
    }

    /**
     * @param returned what the secondary has of some resources, a section for each table and resource
     * @param endedHere the parts that have ended here, by session
     * @return what was done; {@link Applied#touched} are the resources of which anything changed
     * @throws IllegalArgumentException if it has rows that no secondary writes
     */
    public Applied merge(Connection connection, String realmId, Batch returned, Map<String, Set<String>> endedHere)
            throws SQLException {
        Set<ResourceKey> named = new HashSet<>();
        Map<OwnedTable, TableRows> targets = rows.targets(List.of(known(connection, realmId, returned)), named);
        RealmBounds bounds = new RealmBounds(connection, rows.catalogue(), realmId, targets.values());
        bounds.checkRows();
        bounds.checkOwners(named);
        bounds.checkReferences();
        List<Difference> differences = new ArrayList<>();
        for (OwnedTable owned : rows.catalogue().parentsFirst()) {
            if (targets.containsKey(owned)) {
                differences.add(merged(connection, targets.get(owned), endedHere));
            }
        }
        SessionRows.spareExpired(differences, List.of(returned));
        List<Difference> written = differences.stream()
                .filter(difference -> difference.target().owned().kind() != Kind.REVOKED_TOKEN)
                .toList();
        rows.write(connection, written);
        bounds.checkOwners(named);
        return Applied.of(touched(differences), revoked(differences), written);
    }

    /** When the sessions began that a secondary has. */
    public List<Begun> begun(Batch returned) {
        List<Begun> begun = new ArrayList<>();
        for (Section section : returned.sections()) {
            if (section.table().equals("OFFLINE_USER_SESSION/SESSION")) {
                int session = section.columns().indexOf("USER_SESSION_ID");
                int flag = section.columns().indexOf("OFFLINE_FLAG");
                int seconds = section.columns().indexOf("CREATED_ON");
                section.rows()
                        .forEach(row -> begun.add(
                                new Begun((String) row[session], "1".equals(row[flag]), 1000L * (Long) row[seconds])));
            }
        }
        return begun;
    }

    private Difference merged(Connection connection, TableRows target, Map<String, Set<String>> endedHere)
            throws SQLException {
        Difference difference = new Difference(connection, selects, target);
        if (target.owned().kind() != Kind.SESSION) {
            difference.spare(row -> true);
        }
        SessionRows.withholdEnded(difference, endedHere);
        return difference;
    }

    /** Without what belongs to a user that is gone here, or to anything else that a secondary does not make. */
    private Batch known(Connection connection, String realmId, Batch returned) throws SQLException {
        List<Section> known = new ArrayList<>();
        Map<Kind, Set<String>> there = new HashMap<>();
        for (Section section : returned.sections()) {
            OwnedTable owned = rows.owned(section);
            if (!owned.back() || section.owners().size() != 1) {
                throw new IllegalArgumentException(
                        "what comes back has rows of " + section.table() + ", which no secondary writes");
            }
            Kind kind = owned.kind();
            if (!kind.twoWay() && !there.containsKey(kind)) {
                there.put(kind, there(connection, realmId, kind, returned));
            }
            if (kind.twoWay() || there.get(kind).contains(section.owners().get(0))) {
                known.add(section);
            }
        }
        return new Batch(returned.cut(), returned.sentAt(), returned.floor(), returned.copy(), List.of(), known);
    }

    private Set<String> there(Connection connection, String realmId, Kind kind, Batch returned) throws SQLException {
        List<String> ids = returned.changes().stream()
                .filter(change -> change.resource().kind() == kind)
                .map(change -> change.resource().id())
                .toList();
        return rows.there(connection, realmId, kind, ids);
    }

    private static Map<String, Long> revoked(List<Difference> differences) {
        Map<String, Long> revoked = new HashMap<>();
        for (Difference difference : differences) {
            TableRows target = difference.target();
            if (target.owned().kind() == Kind.REVOKED_TOKEN) {
                changed(difference)
                        .forEach(row -> revoked.put(target.text(row, "ID"), (Long) target.value(row, "EXPIRE")));
            }
        }
        return revoked;
    }

    private static List<Object[]> changed(Difference difference) {
        List<Object[]> changed = new ArrayList<>(difference.inserts());
        changed.addAll(difference.updates());
        difference.deletes().forEach(key -> changed.add(difference.existing().get(key)));
        return changed;
    }

    /** Of which resources anything changed; where a row does not name its owner, those of all rows that came with it. */
    private static Set<ResourceKey> touched(List<Difference> differences) {
        Set<ResourceKey> touched = new HashSet<>();
        for (Difference difference : differences) {
            TableRows target = difference.target();
            OwnedTable owned = target.owned();
            List<Object[]> changed = changed(difference);
            if (owned.owner().hops().isEmpty()) {
                changed.forEach(row -> touched.add(new ResourceKey(
                        owned.kind(), target.text(row, owned.owner().column()))));
            } else if (!changed.isEmpty()) {
                target.owners().forEach(id -> touched.add(new ResourceKey(owned.kind(), id)));
            }
        }
        return touched;
    }
}
