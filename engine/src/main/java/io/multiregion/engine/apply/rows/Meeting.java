package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.merge.Leaps;
import io.multiregion.engine.merge.ResourceMerge;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What becomes of the rows of a batch where they meet those that are here, before they are compared. */
@FunctionalInterface
interface Meeting {

    Logger LOG = Logger.getLogger(Meeting.class);

    /** They take the place of what is here. */
    Meeting NONE = targets -> {};

    void of(Map<OwnedTable, TableRows> targets) throws SQLException;

    /** @param pending what a secondary has written, and its primary does not have yet: that stays, by the merge rules */
    static Meeting ofArriving(Connection connection, Catalogue catalogue, Set<ResourceKey> pending) {
        return pending.isEmpty()
                ? NONE
                : targets -> merge(
                        targets,
                        sent(targets),
                        here(
                                connection,
                                catalogue.selects(),
                                targets,
                                resource -> pending.contains(resource) && stays(catalogue, resource, targets)));
    }

    /** Whether a resource stays as a whole: what a user has goes with the user. */
    private static boolean stays(Catalogue catalogue, ResourceKey resource, Map<OwnedTable, TableRows> targets) {
        TableRows roots = targets.get(catalogue.ownership().root(resource.kind()));
        return resource.kind().twoWay() || roots == null || roots.rows().containsKey(List.<Object>of(resource.id()));
    }

    /**
     * Rows of a secondary that come back: they only move on, by the merge rules, what this primary has, and no counter further than people
     * sign in.
     *
     * @param from the secondary's region
     */
    static Meeting ofReturning(Connection connection, Catalogue catalogue, String realmId, String from) {
        return targets -> {
            for (TableRows target : targets.values()) {
                dropGone(connection, catalogue, realmId, target);
            }
            Map<OwnedTable, Map<List<Object>, Object[]>> here =
                    here(connection, catalogue.selects(), targets, resource -> true);
            dropLeaps(connection, realmId, from, targets.values(), here);
            merge(targets, here, sent(targets));
        };
    }

    /** Rows of users who have been removed here meanwhile: the user does not come back with a consent. */
    private static void dropGone(Connection connection, Catalogue catalogue, String realmId, TableRows target)
            throws SQLException {
        OwnedTable owned = target.owned();
        if (owned.kind() != Kind.USER || !owned.owner().isDirect()) {
            return;
        }
        String sql = catalogue
                .selects()
                .ownersAmong(
                        catalogue.ownership().root(Kind.USER), target.owners().size());
        Object[] bound =
                Stream.concat(Stream.of(realmId), target.owners().stream()).toArray();
        Set<String> here = Set.copyOf(Sql.list(connection, sql, row -> row.getString(1), bound));
        target.rows()
                .values()
                .removeIf(row -> !here.contains(target.text(row, owned.owner().column())));
    }

    private static void dropLeaps(
            Connection connection,
            String realmId,
            String from,
            Collection<TableRows> targets,
            Map<OwnedTable, Map<List<Object>, Object[]>> here)
            throws SQLException {
        Leaps leaps = new Leaps(
                Sql.first(connection, "select OTP_POLICY_WINDOW from REALM where ID = ?", row -> row.getInt(1), realmId)
                        .orElse(0));
        for (TableRows target : targets) {
            List<List<Object>> left =
                    leaps.leaveOut(target.owned(), target.names(), here.get(target.owned()), target.rows());
            if (!left.isEmpty()) {
                LOG.warnf(
                        "realm %s: region %s raises the counters of devices for one-time codes by more than %d at once: %s."
                                + " They are left as they are; find out who writes in its name. Users who have signed in"
                                + " there that often need a new device",
                        realmId, from, leaps.most(), left);
            }
        }
    }

    private static void merge(
            Map<OwnedTable, TableRows> targets,
            Map<OwnedTable, Map<List<Object>, Object[]>> primary,
            Map<OwnedTable, Map<List<Object>, Object[]>> secondary) {
        new ResourceMerge(table -> targets.get(table).names())
                .merged(primary, secondary)
                .forEach((table, rows) -> targets.get(table).become(rows));
    }

    private static Map<OwnedTable, Map<List<Object>, Object[]>> sent(Map<OwnedTable, TableRows> targets) {
        Map<OwnedTable, Map<List<Object>, Object[]>> rows = new HashMap<>();
        targets.forEach((table, target) -> rows.put(table, target.rows()));
        return rows;
    }

    private static Map<OwnedTable, Map<List<Object>, Object[]>> here(
            Connection connection, Selects selects, Map<OwnedTable, TableRows> targets, Predicate<ResourceKey> which)
            throws SQLException {
        Map<OwnedTable, Map<List<Object>, Object[]>> here = new HashMap<>();
        for (TableRows target : targets.values()) {
            Kind kind = target.owned().kind();
            List<String> owners = target.owners().stream()
                    .filter(id -> which.test(new ResourceKey(kind, id)))
                    .toList();
            here.put(target.owned(), Difference.existing(connection, selects, target, owners));
        }
        return here;
    }
}
