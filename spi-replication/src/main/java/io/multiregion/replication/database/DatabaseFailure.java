package io.multiregion.replication.database;

import java.sql.SQLException;

/** The region's own database refused or did not answer. Nothing was changed: try again once it is back. */
public final class DatabaseFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseFailure(SQLException cause) {
        super("the region's database failed: " + cause.getMessage(), cause);
    }
}
