package io.multiregion.engine.node;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.state.store.RealmRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Which database is this region's: where the product can tell one from a copy of it, nothing runs on a copy while realms are replicated. A
 * dump of production's database has the region's name, epochs and streams; started with its key, others would take it for the region.
 */
public final class HomeDatabase {

    private static final Logger LOG = Logger.getLogger(HomeDatabase.class);
    private static final String NAME = "home";

    private HomeDatabase() {}

    /**
     * Remembers the database that it finds the first time.
     *
     * @param adopted the identity of the database that operators have said to be the region's from now on; empty if they have not
     * @throws IllegalStateException if this is another one than before
     */
    public static void require(Connections connections, Optional<String> adopted) {
        identity(connections).ifPresent(here -> connections.run(connection -> require(connection, here, adopted)));
    }

    private static Optional<String> identity(Connections connections) {
        try {
            return connections.transaction(connection -> Dialect.of(connection).identity(connection));
        } catch (DatabaseException e) {
            LOG.warnf(
                    "the database does not say which one it is: a copy of it can't be told from it (%s)", e.getCause());
            return Optional.empty();
        }
    }

    private static void require(Connection connection, String here, Optional<String> adopted) throws SQLException {
        Optional<String> known = Sql.first(
                connection, "select IDENTITY_TEXT from MR_DATABASE where NAME = ?", row -> row.getString(1), NAME);
        if (known.equals(Optional.of(here))) {
            return;
        }
        if (known.isPresent()
                && !adopted.equals(Optional.of(here))
                && !RealmRows.replicated(connection).isEmpty()) {
            throw new IllegalStateException("this is a copy of the region's database, or it has moved: it was "
                    + known.get() + ", and is " + here
                    + ". Nothing runs here while realms are replicated, or there might"
                    + " be two primaries. If the other one is gone for good, and this one is the region's from now on, set"
                    + " spi-multi-region--default--database to " + here
                    + ". To try something out on a copy, run Keycloak without this extension");
        }
        Sql.update(
                connection,
                known.isPresent()
                        ? "update MR_DATABASE set IDENTITY_TEXT = ? where NAME = ?"
                        : "insert into MR_DATABASE (IDENTITY_TEXT, NAME) select ?, ? where not exists"
                                + " (select 1 from MR_DATABASE)",
                here,
                NAME);
        LOG.infof("this region's database is %s", here);
    }
}
