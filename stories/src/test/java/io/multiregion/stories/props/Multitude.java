package io.multiregion.stories.props;

import io.multiregion.lab.region.Region;
import java.sql.SQLException;

/** Many users of a realm, made in one transaction by SQL, and journalled as the server would have done. */
public final class Multitude {

    private final Region region;
    private final String realmId;
    private final int many;

    public Multitude(Region region, String realmId, int many) {
        this.region = region;
        this.realmId = realmId;
        this.many = many;
    }

    public void make() throws SQLException {
        Ghosts.plant(region, realmId, many);
        journal();
    }

    public void rename() throws SQLException {
        update("update USER_ENTITY set FIRST_NAME = 'Ghost' where REALM_ID = ? and USERNAME like 'ghost%'");
        journal();
    }

    public void remove() throws SQLException {
        journal();
        update("delete from USER_ENTITY where REALM_ID = ? and USERNAME like 'ghost%'");
    }

    private void journal() throws SQLException {
        update("insert into MR_JOURNAL (REALM_ID, EPOCH, KIND, RESOURCE_ID, ORIGIN, COMMITTED_AT)"
                + " select u.REALM_ID, r.EPOCH, 'USER', u.ID, r.PRIMARY_REGION, 1 from USER_ENTITY u"
                + " join MR_REALM r on r.REALM_ID = u.REALM_ID where u.REALM_ID = ? and u.USERNAME like 'ghost%'");
    }

    private void update(String sql) throws SQLException {
        try (var connection = region.database().connect();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, realmId);
            statement.executeUpdate();
        }
    }
}
