package io.multiregion.engine.journal.gate;

import java.sql.Connection;
import java.sql.SQLException;

/** The last step before a commit of Keycloak's: lets the transaction's changes pass, or refuses them. */
public interface Gate {

    /**
     * @return what has been journalled
     * @throws WriteRefusedException if it may not commit: the caller's transaction rolls back
     */
    CommitGate.Passed pass(Connection connection, Changes changes) throws SQLException;

    /** The transaction that has journalled something of a realm is committed. Must not block. */
    void committed(String realmId);
}
