package io.multiregion.stories.secondary;

import io.multiregion.lab.region.Region;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** What a region's database has of things that were used once in a realm. */
record UsedRows(Region region, String realmId) {

    /** The ids under which uses are known. */
    Set<String> uses() throws SQLException {
        return found("select ID from REVOKED_TOKEN where ID like ?", "mr:" + realmId + ":used:%");
    }

    /** What the one client of a session has of it; empty after its end. */
    Set<String> client(String session) throws SQLException {
        return found("select DATA from OFFLINE_CLIENT_SESSION where USER_SESSION_ID = ?", session);
    }

    private Set<String> found(String sql, String bound) throws SQLException {
        var values = new TreeSet<String>();
        try (var connection = region.database().connect();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, bound);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}
