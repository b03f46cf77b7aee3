package io.multiregion.engine.database;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** The region's own database refused or did not answer. Nothing was changed: try again once it is back. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Classes of SQLSTATE: no connection, given up for another one's sake, no resources, not the state for it, ended by an operator. */
    private static final List<String> PASSING = List.of("08", "40", "53", "55", "57", "HYT");

    public DatabaseException(SQLException cause) {
        // what a database says names values of rows: it goes to the log with the cause, and not to whoever is shown the
        // message
        super(
                "the region's database failed (SQLSTATE " + cause.getSQLState() + "): look at the log of this region",
                cause);
    }

    /** Whether what failed for a database's sake may go well later, with nothing changed: it was not there, was full, or gave this up. */
    public static boolean passes(Throwable failure) {
        return Sql.causes(failure)
                .map(SQLException::getSQLState)
                .filter(Objects::nonNull)
                .anyMatch(state -> PASSING.stream().anyMatch(state::startsWith));
    }

    /** Whether it gave this transaction up for another one's sake (SQLSTATE class 40): done again, it may go well. */
    public boolean isConflict() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith("40");
    }
}
