package io.multiregion.engine.apply.rows;

import java.sql.SQLException;

/**
 * What the primary has now could not be written, for rows here stand against it that the primary can't have: this copy is not what it
 * should be, and is to be repaired. Nothing was written.
 */
public final class RowsInTheWayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RowsInTheWayException(RuntimeException cause) {
        super("rows of this copy that should not be there are in the way", cause);
    }

    /** Rows would have to go which come again with nothing. */
    static RowsInTheWayException wouldBeMissed() {
        return new RowsInTheWayException(null);
    }

    /** This exception if the database refused rows for the sake of others (SQLSTATE class 23), or the failure as it is. */
    public static RuntimeException or(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RowsInTheWayException known) {
                return known;
            }
            if (cause instanceof SQLException refused
                    && refused.getSQLState() != null
                    && refused.getSQLState().startsWith("23")) {
                return new RowsInTheWayException(failure);
            }
        }
        return failure;
    }
}
