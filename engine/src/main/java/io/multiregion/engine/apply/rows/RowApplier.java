package io.multiregion.engine.apply.rows;

import io.multiregion.engine.back.Pending;
import io.multiregion.engine.back.Returns;
import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.search.FilledTables;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Violation;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the rows of the resources in a cut what the cut says, in the caller's transaction. */
public final class RowApplier {

    /** What to do about two realms that have resources of the same ids. */
    public static final String SAME_IDS =
            "if both realms were made from one file, remove the other one there, or make it anew"
                    + " with ids of its own, and the copy goes on by itself; if not, look into the region that sent it";

    /**
     * A row that the database refuses. It has names, and no value of the row but the id of its resource.
     *
     * @param violation what the database says of it
     * @param resource the resource that the row belongs to, if it was found
     * @param table the table that it is to be written to or to go from
     * @param column what is not right: a row of another realm has the same value there, or its value does not fit
     * @param otherRealm the name of the realm that has the same value
     */
    public record Refused(
            Violation violation,
            Optional<ResourceKey> resource,
            Optional<String> table,
            Optional<String> column,
            Optional<String> otherRealm) {}

    private final Catalogue catalogue;
    private final Dialect dialect;
    private final Map<String, OwnedTable> tables;

    public RowApplier(Catalogue catalogue, Dialect dialect) {
        this.catalogue = catalogue;
        this.dialect = dialect;
        this.tables =
                catalogue.ownership().tables().stream().collect(Collectors.toMap(OwnedTable::key, table -> table));
    }

    /** Whatever was written here. See {@link #apply(Connection, String, List, Pending)}. */
    public Applied apply(Connection connection, String realmId, List<Batch> parts) throws SQLException {
        return applied(connection, realmId, parts, Pending.NONE, new HashSet<>());
    }

    /**
     * @param realmId the realm that the cut is of: a row of any other one makes all of it fail
     * @param parts all parts of one cut, in order
     * @param pending what was written here, and the primary does not have yet: both stay, by the merge rules. What is further on here
     *     without that, as after the primary was restored from a backup, is given back to it
     */
    public Applied apply(Connection connection, String realmId, List<Batch> parts, Pending pending)
            throws SQLException {
        Set<ResourceKey> ahead = new HashSet<>();
        Applied applied = applied(connection, realmId, parts, pending, ahead);
        ahead.removeAll(pending.resources());
        Returns.note(connection, realmId, ahead, parts.get(0).sentAt());
        return applied;
    }

    private Applied applied(
            Connection connection, String realmId, List<Batch> parts, Pending pending, Set<ResourceKey> ahead)
            throws SQLException {
        Meeting meeting = Meeting.ofArriving(connection, catalogue, pending.resources());
        Met met = met(connection, realmId, parts, meeting, pending.ended());
        ahead.addAll(Applied.ahead(met.differences()));
        return Applied.of(met.touched(), Applied.revoked(met.targets()), met.differences());
    }

    /**
     * Writes what a secondary has written into what this primary has, by the merge rules: what these do not speak of stays as it is here.
     *
     * @param from the secondary's region
     * @param parts resources as the secondary has them; those that are not here any more stay away
     * @param ended the parts that have ended here, by session: they do not come again
     * @return what was done; touched are the resources of which anything has changed
     */
    public Applied merge(
            Connection connection, String realmId, String from, List<Batch> parts, Map<String, Set<String>> ended)
            throws SQLException {
        Met met = met(connection, realmId, parts, Meeting.ofReturning(connection, catalogue, realmId, from), ended);
        Map<String, Long> revoked = Applied.revoked(met.targets());
        Set<ResourceKey> changed = Applied.changed(met.differences());
        revoked.keySet().forEach(id -> changed.add(new ResourceKey(Kind.REVOKED_TOKEN, id)));
        return Applied.of(changed, revoked, met.differences());
    }

    /** What a batch was made of what is here, and written. */
    private record Met(Set<ResourceKey> touched, Map<OwnedTable, TableRows> targets, List<Difference> differences) {}

    private Met met(
            Connection connection, String realmId, List<Batch> parts, Meeting meeting, Map<String, Set<String>> ended)
            throws SQLException {
        Set<ResourceKey> touched = resources(parts);
        Map<OwnedTable, TableRows> targets = targets(parts);
        RealmBounds bounds = new RealmBounds(connection, catalogue, realmId, targets.values());
        bounds.checkRows();
        bounds.checkOwners(touched);
        bounds.checkReferences();
        SessionRows.meet(targets, parts, ended, meeting);
        List<Difference> differences = differences(connection, realmId, targets, touched, parts);
        write(connection, differences);
        bounds.checkOwners(touched);
        return new Met(touched, targets, differences);
    }

    /** Of which resources a cut speaks. */
    public Set<ResourceKey> resources(List<Batch> parts) {
        Set<ResourceKey> resources = new HashSet<>();
        for (Batch part : parts) {
            part.changes().stream().map(Change::resource).forEach(resources::add);
            for (Section section : part.sections()) {
                Kind kind = owned(section).kind();
                section.owners().forEach(id -> resources.add(new ResourceKey(kind, id)));
            }
        }
        return resources;
    }

    /**
     * Which row of a cut the database refuses, and why: in a new transaction, after it has refused the cut. All that this writes is taken
     * back.
     *
     * @param violation what the database said then
     */
    public Refused refused(Connection connection, String realmId, List<Batch> parts, Violation violation)
            throws SQLException {
        Set<ResourceKey> touched = resources(parts);
        Map<OwnedTable, TableRows> targets = targets(parts);
        List<Difference> differences = differences(connection, realmId, targets, touched, parts);
        return new Trial(connection, catalogue, dialect, realmId).of(differences, violation);
    }

    /** Whether rows of a table are replicated; a table that belongs to another extension is not. @param table upper case */
    public boolean isReplicated(String table) {
        return tables.values().stream().anyMatch(owned -> owned.name().equals(table));
    }

    /** What is to be done, parents first. The owners of what has to make room are added to {@code touched}. */
    private List<Difference> differences(
            Connection connection,
            String realmId,
            Map<OwnedTable, TableRows> targets,
            Set<ResourceKey> touched,
            List<Batch> parts)
            throws SQLException {
        List<Difference> differences = new ArrayList<>();
        Set<OwnedTable> filled = new FilledTables(catalogue.selects()).of(connection, targets, TableRows::owners);
        for (OwnedTable owned : catalogue.parentsFirst()) {
            if (targets.containsKey(owned) && owned.kind() != Kind.REVOKED_TOKEN) {
                differences.add(
                        new Difference(connection, catalogue.selects(), targets.get(owned), filled.contains(owned)));
            }
        }
        if (parts.get(0).copy().isEmpty() || parts.get(0).isLate()) {
            SessionRows.spareExpired(differences, parts);
        }
        new MovedRows(differences).settle();
        if (parts.get(0).isOver() || parts.get(0).isLate()) {
            boolean someComeAgain = parts.get(0).isLate();
            Obstacles obstacles = new Obstacles(connection, catalogue, realmId, differences, someComeAgain);
            touched.addAll(obstacles.owners());
            differences.addAll(obstacles.removals());
            differences.sort(Comparator.comparingInt(
                    difference -> difference.target().table().order()));
        }
        return differences;
    }

    /** The rows of all parts by table. */
    private Map<OwnedTable, TableRows> targets(List<Batch> parts) {
        Map<OwnedTable, TableRows> targets = new LinkedHashMap<>();
        for (Batch part : parts) {
            for (Section section : part.sections()) {
                OwnedTable owned = owned(section);
                targets.computeIfAbsent(
                                owned,
                                o -> new TableRows(
                                        o,
                                        catalogue.table(o),
                                        catalogue.selects().columns(o)))
                        .add(section);
            }
        }
        return targets;
    }

    /** What belongs to whom. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** All replicated tables, as the database writes them. */
    public List<String> tableNames() {
        return catalogue.ownership().tables().stream()
                .map(owned -> catalogue.table(owned).actual())
                .distinct()
                .toList();
    }

    private void write(Connection connection, List<Difference> parentsFirst) throws SQLException {
        RowWriter writer = new RowWriter(connection, dialect);
        for (int i = parentsFirst.size() - 1; i >= 0; i--) {
            writer.delete(parentsFirst.get(i));
        }
        for (Difference difference : parentsFirst) {
            writer.park(difference);
            writer.insert(difference);
            writer.update(difference);
        }
    }

    private OwnedTable owned(Section section) {
        OwnedTable owned = tables.get(section.table());
        if (owned == null) {
            throw new IllegalArgumentException("a batch has rows of " + section.table() + ", which is not known here");
        }
        return owned;
    }
}
