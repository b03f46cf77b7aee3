package io.multiregion.engine.state.store;

import io.multiregion.engine.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a realm is called where its name becomes a name for users: in the DNS record that follows its primary. It is fixed when an operator
 * has the realm replicated, goes to all regions with the first copy, and stays when the realm is renamed: who may rename a realm
 * does not get at another one's record. In a region no two realms have the same; as in DNS, case does not count.
 */
public final class Label {

    private Label() {}

    /** The label of a realm whose replication begins under this name. */
    public static String of(String realmName) {
        return realmName.toLowerCase(Locale.ROOT);
    }

    /** The name of another realm of this region that has the label, or empty if it is free. In the caller's transaction. */
    public static Optional<String> takenBy(Connection connection, String label, String realmId) throws SQLException {
        return Sql.first(
                connection,
                "select coalesce(k.NAME, r.REALM_NAME) from MR_REALM r left join REALM k on k.ID = r.REALM_ID"
                        + " where r.LABEL = ? and r.REALM_ID <> ?",
                row -> row.getString(1),
                label,
                realmId);
    }
}
