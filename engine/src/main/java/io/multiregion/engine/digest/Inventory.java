package io.multiregion.engine.digest;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which resources of a realm this region has, in the caller's transaction. A page is one in the order of this region's database: no two
 * databases need to order texts alike, for only a page's ids go to another region.
 */
public final class Inventory {

    /** Some resources of a kind that follow each other here. */
    public record Page(Kind kind, List<String> ids) {

        public String last() {
            return ids.get(ids.size() - 1);
        }
    }

    private final Ownership ownership;
    private final Selects selects;

    public Inventory(Catalogue catalogue) {
        this.ownership = catalogue.ownership();
        this.selects = catalogue.selects();
    }

    /**
     * The kinds whose resources a copy may have too many of, in an order in which what refers to others goes before them. The realm itself
     * is not one, and a token that was revoked anywhere stays so.
     */
    public static List<Kind> removable() {
        List<Kind> kinds = new ArrayList<>();
        for (int i = Kind.values().length - 1; i >= 0; i--) {
            Kind kind = Kind.values()[i];
            if (kind != Kind.REALM && kind != Kind.REVOKED_TOKEN) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** The next resources of a kind, or of the first one after it that has any, as {@link #removable} orders them; empty after the last. */
    public Optional<Page> next(Connection connection, String realmId, Kind kind, String after, int most)
            throws SQLException {
        List<Kind> kinds = removable();
        String last = after;
        for (Kind one : kinds.subList(kinds.indexOf(kind), kinds.size())) {
            List<String> ids = of(connection, realmId, one, last, most);
            if (!ids.isEmpty()) {
                return Optional.of(new Page(one, ids));
            }
            last = "";
        }
        return Optional.empty();
    }

    /** The ids of the next resources of a kind. */
    public List<String> of(Connection connection, String realmId, Kind kind, String after, int most)
            throws SQLException {
        List<OwnedTable> witnesses = ownership.witnesses(kind);
        List<Object> bound = new ArrayList<>();
        witnesses.forEach(table -> {
            bound.add(realmId);
            bound.add(after);
            bound.add(most);
        });
        bound.add(most);
        return Sql.list(connection, selects.nextOwners(witnesses), row -> row.getString(1), bound.toArray());
    }

    /** Those of some resources of a kind that are not here. */
    public List<String> absent(Connection connection, String realmId, Kind kind, List<String> ids) throws SQLException {
        Set<String> absent = new LinkedHashSet<>(ids);
        for (OwnedTable table : ownership.witnesses(kind)) {
            for (List<String> some : Sql.steps(ids)) {
                List<Object> bound = new ArrayList<>();
                bound.add(realmId);
                bound.addAll(some);
                absent.removeAll(Sql.list(
                        connection, selects.ownersAmong(table, some.size()), row -> row.getString(1), bound.toArray()));
            }
        }
        return List.copyOf(absent);
    }
}
