package io.multiregion.engine.catalogue;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.schema.ColumnType;
import io.multiregion.engine.schema.Schema;
import io.multiregion.engine.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The replicated tables: who owns their rows (declared) and what they look like here (read from the database). Immutable.
 */
public final class Catalogue {

    private final Ownership ownership;
    private final References references = References.load();
    private final Map<String, Table> tables;
    private final List<String> unknown;
    private final Shape shape;
    private final Dialect dialect;

    private Catalogue(
            Ownership ownership, Map<String, Table> tables, List<String> unknown, String version, Dialect dialect) {
        this.ownership = ownership;
        this.tables = tables;
        this.unknown = unknown;
        this.shape = Shape.of(ownership, tables, version);
        this.dialect = dialect;
    }

    /**
     * @param version Keycloak's version, for people to read
     * @param special how columns travel that do so otherwise than they stand in the database, by TABLE.COLUMN
     * @throws IllegalStateException if a declared table is missing: the extension was made for another version
     */
    public static Catalogue read(
            Connections connections, Ownership ownership, String version, Map<String, ColumnType> special) {
        try (Connection connection = connections.open()) {
            Schema schema = new Schema(connection, special);
            List<String> actual = schema.tableNames();
            Map<String, Table> tables =
                    schema.tables(actual.stream().filter(owned(ownership)).toList());
            for (OwnedTable table : ownership.tables()) {
                if (!tables.containsKey(table.name())) {
                    throw new IllegalStateException("the database has no table " + table.name()
                            + ": this version of Keycloak Multi-Region does not fit this version of Keycloak");
                }
            }
            List<String> unknown = actual.stream()
                    .map(name -> name.toUpperCase(Locale.ROOT))
                    .filter(name -> isOfOthers(ownership, name))
                    .sorted()
                    .toList();
            return new Catalogue(ownership, tables, unknown, version, schema.dialect());
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** How its rows are found. */
    public Selects selects() {
        return new Selects(this, dialect);
    }

    private static Predicate<String> owned(Ownership ownership) {
        return name -> !ownership.named(name.toUpperCase(Locale.ROOT)).isEmpty();
    }

    static boolean isOfOthers(Ownership ownership, String table) {
        return !ownership.knows(table) && !isOurs(table);
    }

    private static boolean isOurs(String table) {
        return table.startsWith("MR_") || table.startsWith("DATABASECHANGELOG_");
    }

    public Ownership ownership() {
        return ownership;
    }

    /** What rows refer to beside their owner and realm. */
    public References references() {
        return references;
    }

    /** Whose resources are. */
    public ForeignResources foreign() {
        return new ForeignResources(this);
    }

    /** The table as this region's database has it. */
    public Table table(OwnedTable owned) {
        return tables.get(owned.name());
    }

    /** The owned tables, in an order in which no row is written before what it refers to. */
    public List<OwnedTable> parentsFirst() {
        return ownership.tables().stream()
                .sorted(Comparator.comparingInt(owned -> table(owned).order()))
                .toList();
    }

    /** Tables that the list does not know, another extension's probably: they are not replicated. */
    public List<String> unknownTables() {
        return unknown;
    }

    /** What other regions must have the same of. */
    public Shape shape() {
        return shape;
    }
}
