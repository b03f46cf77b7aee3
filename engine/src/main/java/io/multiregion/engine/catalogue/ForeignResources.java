package io.multiregion.engine.catalogue;

import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which resources are there, but not in a realm. Other regions name resources by kind and id: an id alone never says that a realm may
 * have what it names.
 */
public final class ForeignResources {

    private final Catalogue catalogue;
    private final Selects selects;

    ForeignResources(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
    }

    /** Those of the resources that have a row which is another realm's, or no realm's. */
    public Set<ResourceKey> among(Connection connection, String realmId, Collection<ResourceKey> resources)
            throws SQLException {
        Map<Kind, Set<String>> ids = new EnumMap<>(Kind.class);
        resources.forEach(resource -> ids.computeIfAbsent(resource.kind(), kind -> new LinkedHashSet<>())
                .add(resource.id()));
        Set<ResourceKey> foreign = new LinkedHashSet<>();
        for (Map.Entry<Kind, Set<String>> kind : ids.entrySet()) {
            for (OwnedTable table : catalogue.ownership().of(kind.getKey())) {
                boolean root = table.equals(catalogue.ownership().root(kind.getKey()));
                if (table.owner().isDirect() && (root || table.realm().isDirect())) {
                    for (String id :
                            among(connection, realmId, table, table.owner().column(), kind.getValue())) {
                        foreign.add(new ResourceKey(kind.getKey(), id));
                    }
                }
            }
        }
        resources.stream()
                .filter(resource ->
                        resource.kind() == Kind.REALM && !resource.id().equals(realmId))
                .forEach(foreign::add);
        return foreign;
    }

    /** The name of the realm that a row belongs to which has a value in a column; empty if there is none. */
    public Optional<String> realmName(Connection connection, OwnedTable table, String column, String value)
            throws SQLException {
        for (OwnedTable owned : catalogue.ownership().named(table.name())) {
            Optional<String> realm = Sql.first(
                            connection,
                            selects.realmsOfRows(owned, column, 1),
                            row -> Optional.ofNullable(row.getString(2)),
                            value)
                    .flatMap(id -> id);
            if (realm.isPresent()) {
                return Sql.first(
                        connection, "select NAME from REALM where ID = ?", row -> row.getString(1), realm.get());
            }
        }
        return Optional.empty();
    }

    /** Those values of a column that a row has which is another realm's, or no realm's. */
    public Set<String> among(
            Connection connection, String realmId, OwnedTable table, String column, Collection<String> values)
            throws SQLException {
        Set<String> foreign = new LinkedHashSet<>();
        for (List<String> some : Sql.steps(values)) {
            Sql.list(
                            connection,
                            selects.realmsOfRows(table, column, some.size()),
                            row -> realmId.equals(row.getString(2)) ? null : row.getString(1),
                            some.toArray())
                    .stream()
                    .filter(Objects::nonNull)
                    .forEach(foreign::add);
        }
        return foreign;
    }
}
