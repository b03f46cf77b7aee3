package io.multiregion.engine.region;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.node.HomeDatabase;
import io.multiregion.engine.node.Node;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.key.WrappedColumn;
import io.multiregion.engine.settings.Settings;
import io.multiregion.engine.stale.Freshness;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.Topology;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What all wings stand on: this region's database and what is in it. Made first, on a thread without a transaction. */
public final class Ground {

    private static final Logger LOG = Logger.getLogger(Ground.class);

    private final Settings settings;
    private final String version;
    private final Connections connections;
    private final DataKeys dataKeys;
    private final Observer observer;
    private final Clock clock;
    private final Dialect dialect;
    private final Catalogue catalogue;
    private final Topology topology;
    private final Node node;
    private final News news;
    private final Freshness freshness;

    /**
     * @param version Keycloak's version, for people to read
     * @param node this node, not yet started
     * @throws IllegalStateException if the tables are not those that this extension was made for, or the database is a copy of the
     *     region's
     */
    public Ground(
            Settings settings,
            Connections connections,
            DataKeys dataKeys,
            String version,
            Node node,
            Observer observer,
            Clock clock) {
        this.settings = settings;
        this.version = version;
        this.connections = connections;
        this.dataKeys = dataKeys;
        this.observer = observer;
        this.clock = clock;
        HomeDatabase.require(connections, settings.own().database());
        this.dialect = dialect(connections);
        this.catalogue = Catalogue.read(
                connections, Ownership.load(), version, Map.of("MR_DATA_KEY.WRAPPED", new WrappedColumn(dataKeys)));
        report(catalogue);
        this.topology = topology(connections);
        this.node = node;
        this.news = new News(topology, node);
        this.freshness = new Freshness(connections, topology, observer, node.nanos());
    }

    private static Dialect dialect(Connections connections) {
        try (Connection connection = connections.open()) {
            Dialect dialect = Dialect.of(connection);
            dialect.unfit(connection).ifPresent(wrong -> {
                throw new IllegalStateException(wrong);
            });
            dialect.advice(connection).ifPresent(LOG::warn);
            return dialect;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void report(Catalogue catalogue) {
        if (!catalogue.unknownTables().isEmpty()) {
            LOG.warnf(
                    "the database has tables that are not Keycloak's, their rows are not replicated: %s",
                    catalogue.unknownTables());
        }
    }

    private static Topology topology(Connections connections) {
        connections.transaction(connection -> {
            RealmRows.enrolAll(connection);
            return null;
        });
        Topology topology = new Topology(
                () -> connections.read(RealmRows::replicated),
                realmId -> connections.read(connection -> RealmRows.of(connection, realmId)));
        topology.refresh();
        return topology;
    }

    /** The settings that this server started with. */
    public Settings settings() {
        return settings;
    }

    /** Keycloak's version. */
    String version() {
        return version;
    }

    /** This region's name. */
    public String region() {
        return settings.region();
    }

    /** The replicated tables, as this region's database has them. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** Where end users reach this region and no other one. */
    Optional<URI> publicUrl() {
        return settings.own().publicUrl();
    }

    /** The replicated realms as this node last saw them. */
    public Topology topology() {
        return topology;
    }

    /** How fresh this region's copies are. */
    public Freshness freshness() {
        return freshness;
    }

    Connections connections() {
        return connections;
    }

    DataKeys dataKeys() {
        return dataKeys;
    }

    Observer observer() {
        return observer;
    }

    Clock clock() {
        return clock;
    }

    Dialect dialect() {
        return dialect;
    }

    /** This node: whether it ships, and what it does once a second. */
    public Node node() {
        return node;
    }

    News news() {
        return news;
    }
}
