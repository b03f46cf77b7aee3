package io.multiregion.engine.database;

import java.sql.SQLException;

/** The region's own database refused or did not answer. Nothing was changed: try again once it is back. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        // what a database says names values of rows: it goes to the log with the cause, and not to whoever is shown the
        // message
        super(
                "the region's database failed (SQLSTATE " + cause.getSQLState() + "): look at the log of this region",
                cause);
    }

    /** Whether what failed for a database's sake may go well later, with nothing changed: it was not there, was full, or gave this up. */
    public static boolean passes(Throwable failure) {
        return Sql.causes(failure).anyMatch(said -> Dialect.ALL.stream().anyMatch(dialect -> dialect.passes(said)));
    }

    /** Whether it gave this transaction up for another one's sake: done again, it may go well. */
    public boolean isConflict() {
        return getCause() instanceof SQLException said
                && Dialect.ALL.stream().anyMatch(dialect -> dialect.isConflict(said));
    }
}
