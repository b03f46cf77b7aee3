package io.multiregion.stories.props;

import io.multiregion.lab.region.Region;
import java.sql.SQLException;

/** Users that a copy has and its primary does not, written into the database past the server. */
public final class Ghosts {

    private Ghosts() {}

    public static void plant(Region region, String realmId, int many) throws SQLException {
        try (var connection = region.database().connect();
                var insert = connection.prepareStatement(
                        "insert into USER_ENTITY (ID, USERNAME, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID, NOT_BEFORE)"
                                + " values (?, ?, ?, true, true, ?, 0)")) {
            for (int i = 0; i < many; i++) {
                var id = realmId.substring(0, 8) + "-ghost-" + i;
                insert.setString(1, id);
                insert.setString(2, "ghost" + i);
                insert.setString(3, id);
                insert.setString(4, realmId);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
