package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Path;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Violation;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.Table;
import io.multiregion.engine.schema.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes once more what could not be written, to find the row that the database refuses: statement by statement, and where one fails row
 * by row. All of it is taken back.
 */
final class Trial {

    private final Connection connection;
    private final Catalogue catalogue;
    private final Dialect dialect;
    private final String realmId;
    private final RowWriter writer;

    Trial(Connection connection, Catalogue catalogue, Dialect dialect, String realmId) {
        this.connection = connection;
        this.catalogue = catalogue;
        this.dialect = dialect;
        this.realmId = realmId;
        this.writer = new RowWriter(connection, dialect);
    }

    private interface Write {
        void of(Difference difference) throws SQLException;
    }

    /** Rows of a table that are written in one statement; {@code added} if they were not there before. */
    private record Rows(TableRows target, Stream<Object[]> rows, Function<Object[], Difference> one, boolean added) {}

    /** A row that is refused. */
    private record Found(TableRows target, Object[] row, boolean added, SQLException failure) {}

    /**
     * @param parentsFirst what was to be written
     * @param first what the database said when it was
     */
    RowApplier.Refused of(List<Difference> parentsFirst, Violation first) throws SQLException {
        execute("savepoint before_trial");
        Optional<Found> found = search(parentsFirst);
        RowApplier.Refused refused = found.isEmpty()
                ? new RowApplier.Refused(first, Optional.empty(), first.table(), Optional.empty(), Optional.empty())
                : described(found.get(), parentsFirst, first);
        execute("rollback to savepoint before_trial");
        return refused;
    }

    private RowApplier.Refused described(Found found, List<Difference> parentsFirst, Violation first)
            throws SQLException {
        Violation said = dialect.violation(found.failure()).orElse(first);
        Table table = found.target().table();
        Optional<String> alike =
                said.rule() == Violation.Rule.UNIQUE ? found.target().alike(connection, found.row()) : Optional.empty();
        Violation violation =
                alike.isEmpty() ? said : new Violation(Violation.Rule.ALIKE, said.constraint(), said.table());
        Optional<String> column =
                switch (violation.rule()) {
                    case UNIQUE -> taken(found);
                    case ALIKE -> alike;
                    case VALUE -> unfit(found);
                    case REFERENCE, OTHER -> Optional.empty();
                };
        Optional<String> otherRealm = violation.rule() == Violation.Rule.UNIQUE && column.isPresent()
                ? catalogue
                        .foreign()
                        .realmName(
                                connection,
                                found.target().owned(),
                                column.get(),
                                found.target().text(found.row(), column.get()))
                : Optional.empty();
        return new RowApplier.Refused(
                violation, owner(found, parentsFirst), Optional.of(table.name()), column, otherRealm);
    }

    private Optional<Found> search(List<Difference> parentsFirst) throws SQLException {
        for (int i = parentsFirst.size() - 1; i >= 0; i--) {
            Difference difference = parentsFirst.get(i);
            TableRows target = difference.target();
            Stream<Object[]> going = difference.deletes().stream()
                    .map(key -> difference.existing().get(key));
            Optional<Found> found = tried(
                    writer::delete,
                    difference,
                    new Rows(target, going, row -> Difference.removal(target, Map.of(target.keyOf(row), row)), false));
            if (found.isPresent()) {
                return found;
            }
        }
        for (Difference difference : parentsFirst) {
            Optional<Found> found = written(difference);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Found> written(Difference difference) throws SQLException {
        TableRows target = difference.target();
        writer.park(difference);
        Optional<Found> found = tried(
                writer::insert,
                difference,
                new Rows(target, difference.inserts().stream(), row -> Difference.addition(target, row), true));
        return found.isPresent()
                ? found
                : tried(
                        writer::update,
                        difference,
                        new Rows(target, difference.updates().stream(), row -> Difference.change(target, row), false));
    }

    /** All at once, or else the first row that fails by itself. */
    private Optional<Found> tried(Write write, Difference all, Rows rows) throws SQLException {
        if (failure(write, all).isEmpty()) {
            return Optional.empty();
        }
        for (Object[] row : rows.rows().toList()) {
            Optional<SQLException> failure = failure(write, rows.one().apply(row));
            if (failure.isPresent()) {
                return Optional.of(new Found(rows.target(), row, rows.added(), failure.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<SQLException> failure(Write write, Difference difference) throws SQLException {
        execute("savepoint trial");
        try {
            write.of(difference);
            execute("release savepoint trial");
            return Optional.empty();
        } catch (SQLException e) {
            execute("rollback to savepoint trial");
            return Optional.of(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** The resource that a row belongs to, along the rows of the cut and those that are here. */
    private static Optional<ResourceKey> owner(Found found, List<Difference> differences) {
        OwnedTable owned = found.target().owned();
        String id = found.target().text(found.row(), owned.owner().column());
        for (Path.Hop hop : owned.owner().hops()) {
            String key = id;
            id = differences.stream()
                    .filter(difference -> difference.target().owned().kind() == owned.kind()
                            && difference.target().owned().name().equals(hop.table()))
                    .flatMap(difference -> difference
                            .beforeAndAfter()
                            .filter(row ->
                                    difference.target().text(row, hop.key()).equals(key))
                            .map(row -> difference.target().text(row, hop.column())))
                    .findFirst()
                    .orElse(null);
        }
        return Optional.ofNullable(id).map(known -> new ResourceKey(owned.kind(), known));
    }

    /** The unique column of which a row of another realm has the same value. */
    private Optional<String> taken(Found found) throws SQLException {
        Table table = found.target().table();
        for (List<Column> unique : table.uniqueKeys()) {
            boolean own = !found.added() && unique.equals(table.key());
            if (unique.size() == 1
                    && !own
                    && found.target().value(found.row(), unique.get(0).name()) instanceof String value
                    && isForeign(table, unique.get(0).name(), value)) {
                return Optional.of(unique.get(0).name());
            }
        }
        return Optional.empty();
    }

    /** Whether a row has it, and none of this realm. */
    private boolean isForeign(Table table, String column, String value) throws SQLException {
        for (OwnedTable owned : catalogue.ownership().named(table.name())) {
            if (catalogue
                    .foreign()
                    .among(connection, realmId, owned, column, Set.of(value))
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** The column whose text is one that not every product takes there: first what is too long, then what has a letter that few take. */
    private static Optional<String> unfit(Found found) {
        return firstText(found, Trial::isTooMuch).or(() -> firstText(found, (text, size) -> hasWideLetter(text)));
    }

    private static Optional<String> firstText(Found found, BiPredicate<String, Integer> condition) {
        return found.target().columns().stream()
                .filter(column -> column.type() == ValueType.TEXT
                        && found.target().value(found.row(), column.name()) instanceof String text
                        && condition.test(text, column.size()))
                .map(Column::name)
                .findFirst();
    }

    private static boolean isTooMuch(String text, int size) {
        return text.length() > size || text.indexOf('\0') >= 0;
    }

    private static boolean hasWideLetter(String text) {
        return text.codePoints().anyMatch(Character::isSupplementaryCodePoint);
    }
}
