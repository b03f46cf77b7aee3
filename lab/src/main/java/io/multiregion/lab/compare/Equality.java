package io.multiregion.lab.compare;

import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The judge: whether a realm is the same in two regions. It waits until the secondary has applied what the primary has committed, and then
 * compares the rows of every replicated table and, where asked, Keycloak's own exports.
 */
public final class Equality {

    private static final Duration CATCHING_UP = Duration.ofSeconds(30);

    private final Region primary;
    private final Region secondary;
    private final String realm;
    private final List<Table> tables = Table.all();

    public Equality(Region primary, Region secondary, String realm) {
        this.primary = primary;
        this.secondary = secondary;
        this.realm = realm;
    }

    /** Raises unless all rows are equal. */
    public void assertRows() {
        assertRows(Set.of());
    }

    /** Raises unless all rows are equal, but for sessions and revocations of the secondary's own whose keys hold one of these ids. */
    public void assertRows(Set<String> own) {
        awaitLevel();
        var differences = differences(own);
        if (!differences.isEmpty()) {
            throw new AssertionError(differences.size() + " differences of realm " + realm + " between "
                    + primary.name() + " and " + secondary.name() + ":\n"
                    + String.join(
                            "\n",
                            differences.stream()
                                    .limit(40)
                                    .map(Difference::toString)
                                    .toList()));
        }
    }

    /** Raises unless Keycloak exports the same realm, users included, from both regions. */
    public void assertExports() {
        awaitLevel();
        var other = CompletableFuture.supplyAsync(() -> new Export(secondary, realm).canonical(), Equality::onItsOwn);
        var here = new Export(primary, realm).canonical();
        var there = other.join();
        if (!here.equals(there)) {
            throw new AssertionError("The exports of realm " + realm + " differ:\n" + firstDifference(here, there));
        }
    }

    /** Waits until the primary has all that sign-ins have written on the secondary, and has nothing for the secondary any more. */
    public void awaitLevel() {
        Await.upTo(CATCHING_UP, primary.name() + " has what was written on " + secondary.name())
                .until(this::isGivenBack);
        var replication = new Replication(primary.admin(), realm);
        Await.upTo(CATCHING_UP, secondary.name() + " is level with " + primary.name())
                .until(() -> replication.level(secondary.name()), replication::lastSeen);
    }

    private boolean isGivenBack() {
        var waiting = "select 1 from MR_RETURN where COVERED is null and REALM_ID = ?";
        try (var connection = connect(secondary);
                var statement = connection.prepareStatement(waiting)) {
            statement.setString(1, realmId(connection, secondary));
            try (var result = statement.executeQuery()) {
                return !result.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<Difference> differences(Set<String> own) {
        var other = CompletableFuture.supplyAsync(() -> rows(secondary), Equality::onItsOwn);
        var here = rows(primary);
        var there = other.join();
        var differences = new ArrayList<Difference>();
        for (int i = 0; i < tables.size(); i++) {
            boolean session = tables.get(i).session();
            Predicate<String> ignored = key -> session && own.stream().anyMatch(key::contains);
            compare(here.get(i), there.get(i), ignored, differences);
        }
        return differences;
    }

    /** All rows of the realm in a region, in the order of the tables. */
    private List<Rows> rows(Region region) {
        try (var connection = connect(region)) {
            var id = realmId(connection, region);
            var rows = new ArrayList<Rows>();
            for (var table : tables) {
                rows.add(Rows.read(connection, table, id));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void onItsOwn(Runnable task) {
        new Thread(task, "other-region").start();
    }

    private static void compare(Rows here, Rows there, Predicate<String> ignored, List<Difference> differences) {
        var table = here.table();
        var keys = new TreeSet<>(here.byKey().keySet());
        keys.addAll(there.byKey().keySet());
        for (var key : keys) {
            var one = here.byKey().get(key);
            var other = there.byKey().get(key);
            if (ignored.test(key)) {
                continue;
            } else if (other == null) {
                differences.add(Difference.missing(table.name(), key));
            } else if (one == null) {
                differences.add(Difference.extra(table.name(), key));
            } else {
                for (var column : one.keySet()) {
                    if (!table.regional().contains(column) && !Objects.equals(one.get(column), other.get(column))) {
                        differences.add(Difference.of(table.name(), key, column, one.get(column), other.get(column)));
                    }
                }
            }
        }
    }

    private String realmId(Connection connection, Region region) throws SQLException {
        try (var statement = connection.prepareStatement("select ID from REALM where NAME = ?")) {
            statement.setString(1, realm);
            try (var result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new IllegalStateException("No realm " + realm + " in " + region.name());
                }
                return result.getString(1);
            }
        }
    }

    /** One snapshot for all tables where the database has that. */
    private static Connection connect(Region region) throws SQLException {
        var connection = region.database().connect();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        return connection;
    }

    private static String firstDifference(String here, String there) {
        var left = here.lines().toList();
        var right = there.lines().toList();
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            var one = i < left.size() ? left.get(i) : "(end)";
            var other = i < right.size() ? right.get(i) : "(end)";
            if (!one.equals(other)) {
                var before = String.join("\n", left.subList(Math.max(0, i - 5), i));
                return before + "\n< " + one + "\n> " + other;
            }
        }
        return "(none)";
    }
}
