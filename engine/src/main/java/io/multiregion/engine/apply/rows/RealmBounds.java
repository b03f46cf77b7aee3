package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Path;
import io.multiregion.engine.catalogue.Reference;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.ValueType;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Spot;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.trouble.UnappliedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Connection connection;
    private final Catalogue catalogue;
    private final Ownership ownership;
    private final String realmId;
    private final Collection<TableRows> targets;

    public RealmBounds(Connection connection, Catalogue catalogue, String realmId, Collection<TableRows> targets) {
        this.connection = connection;
        this.catalogue = catalogue;
        this.ownership = catalogue.ownership();
        this.realmId = realmId;
        this.targets = targets;
    }

    /** @throws OutOfBoundsException if a row does not belong to a resource that the batch names, or does not say that it is of the realm */
    public void checkRows() {
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
                    throw new OutOfBoundsException(
                            "a row of a resource that it does not name",
                            new Place(target.owned().name(), owner.column()));
                }
                for (Column column : bound) {
                    if (!column.type().isOf(name -> target.text(row, name), target.value(row, column.name()))) {
                        throw new OutOfBoundsException(
                                "what is another row's",
                                new Place(target.owned().name(), column.name()));
                    }
                }
                if (realm.isDirect() && !realmId.equals(realm.id(target.text(row, realm.column())))) {
                    throw new OutOfBoundsException(
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

    /**
     * @param resources all that the batch names
     * @throws OutOfBoundsException if one of them is there, in another realm; called before and after writing
     */
    public void checkOwners(Set<ResourceKey> resources) throws SQLException {
        Set<ResourceKey> foreign = catalogue.foreign().among(connection, realmId, resources);
        if (!foreign.isEmpty()) {
            ResourceKey first = foreign.iterator().next();
            OwnedTable root = ownership.root(first.kind());
            String column = root.owner().column();
            throw new OutOfBoundsException(
                    "a resource of another realm",
                    new Place(root.name(), column),
                    first,
                    catalogue.foreign().realmName(connection, root, column, first.id()));
        }
    }

    /** @throws OutOfBoundsException if a row names something that is there, in another realm */
    public void checkReferences() throws SQLException {
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
            Set<String> foreign = catalogue
                    .foreign()
                    .among(connection, realmId, owned, key, table.getValue().keySet());
            if (!foreign.isEmpty()) {
                String first = foreign.iterator().next();
                throw new OutOfBoundsException(
                        "a reference to another realm",
                        table.getValue().get(first),
                        new ResourceKey(owned.kind(), first),
                        catalogue.foreign().realmName(connection, owned, key, first));
            }
        }
    }

    private void checkRealm(Reference.Realm naming, String value, Place place) {
        if (value == null ? naming == Reference.Realm.ALWAYS : !value.equals(realmId)) {
            throw new OutOfBoundsException("a row of another realm", place);
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

    private record Place(String table, String column) {}

    /**
     * A batch reaches beyond its realm. Nothing of it is applied; the region that sent it is not to be trusted, unless both realms were
     * made from one file and have the same ids.
     */
    static final class OutOfBoundsException extends UnappliedException {
        private static final long serialVersionUID = 1L;

        OutOfBoundsException(String what, Place place) {
            super(
                    Trouble.of(Remedy.CHANGE_IN_PRIMARY, said(what, place))
                            .todo("look into the region that sent it")
                            .at(Spot.of(null, place.table(), Optional.empty())),
                    null);
        }

        /** @param name of the realm that has it, if it has a name */
        OutOfBoundsException(String what, Place place, ResourceKey resource, Optional<String> name) {
            super(
                    Trouble.of(Remedy.CHANGE_IN_COPY, said(what, place))
                            .todo(RowApplier.SAME_IDS)
                            .at(Spot.of(resource, place.table(), Optional.empty()))
                            .withRealm(name),
                    null);
        }

        private static String said(String what, Place place) {
            return "a batch has " + what + " in " + place.table() + "." + place.column()
                    + ", and nothing of it was applied";
        }
    }
}
