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

    /** Whether it gave this transaction up for another one's sake (SQLSTATE class 40): done again, it may go well. */
    public boolean isConflict() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith("40");
    }
}
