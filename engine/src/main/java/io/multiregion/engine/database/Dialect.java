package io.multiregion.engine.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where database products differ; nobody else knows a product's words. Each product is one class: it extends {@link StandardDialect},
 * which speaks as the standard does, and stands in {@link #ALL}. {@code DatabaseContract} tells whether it is right. Methods with a
 * connection work in the caller's transaction and block; the others only make text.
 */
public interface Dialect {

    Dialect POSTGRESQL = new PostgreSqlDialect();
    Dialect H2 = new H2Dialect();
    Dialect MARIADB = new MariaDbDialect();

    /** All that are supported. */
    List<Dialect> ALL = List.of(POSTGRESQL, MARIADB, H2);

    /** The product's name, for people to read. */
    String product();

    /** Whether this is the product that a driver gives this name, in lower case. */
    boolean isNamed(String name);

    /** The select, holding a lock that lets other readers pass but makes an update of the row wait, until the transaction ends. */
    String lockForRead(String select);

    /** The select, holding a lock that makes others who want one wait, until the transaction ends. */
    String lockForWrite(String select);

    /** The select, holding a lock as {@link #lockForWrite} does, of those rows only that nobody else has locked: it does not wait. */
    String lockFree(String select);

    /** The select, of its first rows only; how many is bound last. */
    String first(String select);

    /** The greater one of two expressions. */
    String greater(String one, String other);

    /**
     * The moment at which the transaction or the statement began on the database's own clock, and so much later; a negative duration is
     * before it. In milliseconds since 1970, which say the same in every session, whatever its time zone is.
     */
    String moment(Duration later);

    /** A value as a whole number of 64 bits: for one that may be null, whose type the database could not tell. */
    String number(String value);

    /** The same as a text of at most so many letters. */
    String text(String value, int most);

    /**
     * Whether a statement that changes rows by a condition sees more than the snapshot it is part of, or locks all that it looks through,
     * gaps between rows included. Then a snapshot changes rows by their keys alone: what it has not read would be taken for read.
     */
    boolean changesByKeyAlone();

    /** Whether a driver says of each statement of a batch how many rows it has changed, whatever its settings are. */
    boolean countsBatches();

    /** Before a transaction of our own: each of its statements sees what is committed by then, whatever the server's default is. */
    void isolate(Connection connection) throws SQLException;

    /** Before a transaction that reads one snapshot, and changes nothing that others have changed since: that is a conflict. */
    void beginSnapshots(Connection connection) throws SQLException;

    /** After it: the connection is as Keycloak's pool hands it out. */
    void endSnapshots(Connection connection) throws SQLException;

    /** What is wrong with a server of this product, and what to do about it; empty if it can be used. */
    Optional<String> unfit(Connection connection) throws SQLException;

    /** What operators should know of the database's settings; empty if there is nothing. */
    Optional<String> advice(Connection connection) throws SQLException;

    /** Whether the database has given a transaction up for another one's sake. */
    boolean isConflict(SQLException said);

    /** Whether what failed may go well later, with nothing changed. */
    boolean passes(SQLException said);

    /** Brings the planner's statistics up to date during a bulk copy and after it: with stale ones a read took 17 s on PostgreSQL. */
    void analyze(Connection connection, Collection<String> tables) throws SQLException;

    /**
     * Has this transaction's commit be on the disk when it returns, whatever the connection is set to. To be called at its end: it may be
     * what a snapshot begins with.
     */
    void durable(Connection connection) throws SQLException;

    /**
     * Tells this database from a copy of its rows: the same for as long as it exists, wherever its files are. Empty where the product has
     * nothing of the kind.
     */
    Optional<String> identity(Connection connection) throws SQLException;

    /** How many bytes a table takes up with its indexes; empty where the product tells that only at some cost. */
    OptionalLong size(Connection connection, String table) throws SQLException;

    /** How many parameters one statement may have. */
    int bindLimit();

    /** The tables whose keys JDBC metadata is asked about, one after the other; null stands for all tables. */
    List<String> askedAboutKeys(List<String> tables);

    /** The columns that are part of a unique index, by table, both as the database writes them. */
    Map<String, Set<String>> uniqueColumns(Connection connection, List<String> tables) throws SQLException;

    /** The columns of each unique index that holds for all rows, by table, as the database writes them. */
    Map<String, Collection<List<String>>> uniqueKeys(Connection connection, List<String> tables) throws SQLException;

    /** Why it refused to write a row (SQLSTATE classes 22 and 23); empty if something else failed. Never has a value of the row. */
    Optional<Violation> violation(Throwable failure);

    /** @throws IllegalStateException for a product that is not supported, naming the ones that are */
    static Dialect of(Connection connection) throws SQLException {
        String name = connection.getMetaData().getDatabaseProductName();
        return ALL.stream()
                .filter(dialect -> dialect.isNamed(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Keycloak Multi-Region does not support the database "
                        + name + " yet: use PostgreSQL or MariaDB, or the embedded H2 for a trial"));
    }
}
