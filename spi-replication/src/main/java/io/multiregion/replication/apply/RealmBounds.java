package io.multiregion.replication.apply;

import io.multiregion.replication.catalogue.Catalogue;
import io.multiregion.replication.catalogue.Column;
import io.multiregion.replication.catalogue.OwnedTable;
import io.multiregion.replication.catalogue.Ownership;
import io.multiregion.replication.catalogue.Path;
import io.multiregion.replication.catalogue.Reference;
import io.multiregion.replication.catalogue.Selects;
import io.multiregion.replication.catalogue.ValueType;
import io.multiregion.replication.database.Sql;
import io.multiregion.replication.resource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a region that is trusted with one realm may write: rows of that realm, which name nothing of another one. Each row of a batch
 * belongs to a resource that the batch names; each of those, before and after the batch, to the batch's realm; and so does all that a
 * row refers to. Otherwise a stolen region key would open the master realm of every other region.
 *
 * <p>What leads to no realm is foreign. A reference to what is nowhere is taken, unless a foreign key refuses it: real data has some.
 */
final class RealmBounds {

    private static final int IDS_PER_QUERY = 500;

    private final Connection connection;
    private final Catalogue catalogue;
    private final Selects selects;
    private final Ownership ownership;
    private final String realmId;
    private final Collection<TableRows> targets;

    RealmBounds(Connection connection, Catalogue catalogue, String realmId, Collection<TableRows> targets) {
        this.connection = connection;
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
        this.ownership = catalogue.ownership();
        this.realmId = realmId;
        this.targets = targets;
    }

    /** @throws OutOfBounds if a row does not belong to a resource that the batch names, or does not say that it is of the realm */
    void checkRows() {
        for (TableRows target : targets) {
            Path owner = target.owned().owner();
            Set<String> allowed = owner.isDirect()
                    ? target.owners()
                    : keysOf(target.owned().kind(), owner.hops().get(0));
            Path realm = target.owned().realm();
            List<Column> bound = target.columns().stream()
                    .filter(column -> !(column.type() instanceof ValueType))
                    .toList();
            for (Object[] row : target.rows().values()) {
                if (!allowed.contains(target.text(row, owner.column()))) {
                    throw new OutOfBounds(
                            "a row of a resource that it does not name",
                            new Place(target.owned().name(), owner.column()));
                }
                for (Column column : bound) {
                    if (!column.type().isOf(name -> target.text(row, name), target.value(row, column.name()))) {
                        throw new OutOfBounds(
                                "what is another row's",
                                new Place(target.owned().name(), column.name()));
                    }
                }
                if (realm.isDirect() && !realmId.equals(realm.id(target.text(row, realm.column())))) {
                    throw new OutOfBounds(
                            "a row of another realm", new Place(target.owned().name(), realm.column()));
                }
            }
        }
    }

    private Set<String> keysOf(Kind kind, Path.Hop hop) {
        return targets.stream()
                .filter(target ->
                        target.owned().kind() == kind && target.owned().name().equals(hop.table()))
                .flatMap(target -> target.rows().values().stream().map(row -> target.text(row, hop.key())))
                .collect(Collectors.toSet());
    }

    /** @throws OutOfBounds if a resource that the batch names is there, in another realm; called before and after writing */
    void checkOwners() throws SQLException {
        Map<Kind, Set<String>> owners = new EnumMap<>(Kind.class);
        targets.forEach(target -> owners.computeIfAbsent(target.owned().kind(), kind -> new LinkedHashSet<>())
                .addAll(target.owners()));
        for (Map.Entry<Kind, Set<String>> kind : owners.entrySet()) {
            if (kind.getKey() == Kind.REALM && !Set.of(realmId).containsAll(kind.getValue())) {
                throw new OutOfBounds("another realm", new Place("REALM", "ID"));
            }
            for (OwnedTable table : ownership.of(kind.getKey())) {
                if (table.owner().isDirect()
                        && (table.realm().isDirect() || table.equals(ownership.root(kind.getKey())))) {
                    String column = table.owner().column();
                    if (foreign(table, column, kind.getValue()).isPresent()) {
                        throw new OutOfBounds("a resource of another realm", new Place(table.name(), column));
                    }
                }
            }
        }
    }

    /** @throws OutOfBounds if a row names something that is there, in another realm */
    void checkReferences() throws SQLException {
        Map<String, Map<String, Place>> named = new LinkedHashMap<>();
        for (TableRows target : targets) {
            for (Reference reference : catalogue.references().of(target.owned().name())) {
                Place place = new Place(target.owned().name(), reference.column());
                for (Object[] row : target.rows().values()) {
                    String value = target.text(row, reference.column());
                    if (reference.realm() != null) {
                        checkRealm(reference.realm(), value, place);
                    } else if (value != null) {
                        note(reference, value, place, named);
                    }
                }
            }
        }
        for (Map.Entry<String, Map<String, Place>> table : named.entrySet()) {
            OwnedTable owned = ownership.named(table.getKey()).get(0);
            String key = catalogue.table(owned).key().get(0).name();
            Optional<String> foreign = foreign(owned, key, table.getValue().keySet());
            if (foreign.isPresent()) {
                throw new OutOfBounds(
                        "a reference to another realm", table.getValue().get(foreign.get()));
            }
        }
    }

    private void checkRealm(Reference.Realm naming, String value, Place place) {
        if (value == null ? naming == Reference.Realm.ALWAYS : !value.equals(realmId)) {
            throw new OutOfBounds("a row of another realm", place);
        }
    }

    /** Each key is looked up once, whatever names it and how often. */
    private static void note(Reference reference, String value, Place place, Map<String, Map<String, Place>> named) {
        for (Reference.Target target : reference.targets()) {
            target.keyIn(value)
                    .ifPresent(key -> named.computeIfAbsent(target.table(), table -> new LinkedHashMap<>())
                            .putIfAbsent(key, place));
        }
    }

    /** One of these values of a column that a row has which is not of the realm, if there is any. */
    private Optional<String> foreign(OwnedTable table, String column, Collection<String> values) throws SQLException {
        List<String> all = List.copyOf(values);
        for (int from = 0; from < all.size(); from += IDS_PER_QUERY) {
            List<String> some = all.subList(from, Math.min(all.size(), from + IDS_PER_QUERY));
            Optional<String> foreign = Sql.list(
                            connection,
                            selects.realmsOfRows(table, column, some.size()),
                            row -> realmId.equals(row.getString(2)) ? null : row.getString(1),
                            some.toArray())
                    .stream()
                    .filter(Objects::nonNull)
                    .findFirst();
            if (foreign.isPresent()) {
                return foreign;
            }
        }
        return Optional.empty();
    }

    private record Place(String table, String column) {}

    /** A batch reaches beyond its realm. Nothing of it is applied; the region that sent it is not to be trusted. */
    static final class OutOfBounds extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfBounds(String what, Place place) {
            super("a batch has " + what + " in " + place.table() + "." + place.column()
                    + ": nothing of it was applied; look into the region that sent it");
        }
    }
}
