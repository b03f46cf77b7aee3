package io.multiregion.replication.receive;

import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Json;
import io.multiregion.replication.catalogue.Shape;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.database.Sql;
import io.multiregion.replication.divergence.Divergences;
import io.multiregion.replication.journal.Journal;
import io.multiregion.replication.metrics.Observer;
import io.multiregion.replication.seal.Envelope;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.seal.NotAccepted;
import io.multiregion.replication.seal.Opened;
import io.multiregion.replication.succession.Succession;
import io.multiregion.replication.topology.RealmRows;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/**
 * A region without Keycloak: its own rows, in a database in memory, and the receiver that answers from them. What would need Keycloak, the
 * applying of rows, is not there: a batch that gets that far fails.
 */
final class EngineRegion {

    /** An answer, with the header it came under. */
    record Reply(Header header, Answer answer) {}

    final Connections connections = database();
    final Envelope envelope;
    private final Receiver receiver;

    EngineRegion(String name, Envelope envelope, Shape shape) {
        this.envelope = envelope;
        Clock clock = Clock.systemUTC();
        Journal journal = new Journal(name);
        Divergences divergences = new Divergences(name, journal, null);
        Succession succession = new Succession(name, URI.create("https://" + name + ".test"), divergences, clock);
        Topology topology = new Topology(
                () -> connections.transaction(RealmRows::replicated),
                realmId -> connections.transaction(connection -> RealmRows.of(connection, realmId)));
        this.receiver = new Receiver(
                name,
                shape,
                envelope,
                connections,
                topology,
                new ArrivingCuts(null, null),
                new Orders(name, connections, journal, null, this::removeRealm, clock),
                new RoleOrders(
                        connections,
                        succession,
                        divergences,
                        realm -> List.of(),
                        realm -> {},
                        (realmId, region) -> {},
                        null,
                        Optional.empty()),
                new Observer() {});
    }

    /** Our own tables as this extension makes them, and what they refer to of Keycloak's. */
    private static Connections database() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        Connections connections = () -> DriverManager.getConnection(url);
        try (Connection connection = connections.open()) {
            Database database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            new Liquibase("META-INF/multi-region-changelog.xml", new ClassLoaderResourceAccessor(), database)
                    .update("");
        } catch (SQLException | LiquibaseException e) {
            throw new IllegalStateException(e);
        }
        connections.transaction(connection ->
                Sql.update(connection, "create table REALM (ID varchar(36) primary key, NAME varchar(255))"));
        return connections;
    }

    private void removeRealm(String realmId) {
        execute("delete from REALM where ID = ?", realmId);
    }

    void execute(String sql, Object... values) {
        connections.transaction(connection -> Sql.update(connection, sql, values));
    }

    /** What another region gets for a message, as that one opens it. */
    Reply answer(Envelope other, byte[] message) throws NotAccepted, IOException {
        Opened opened = other.open(receiver.receive(envelope.open(message).header(), message));
        return new Reply(opened.header(), Json.read(opened.payload(), Answer.class));
    }

    Optional<RealmState> realm(String realmId) {
        return connections.transaction(connection -> RealmRows.of(connection, realmId));
    }

    /** All rows of all tables of ours. */
    Map<String, TreeSet<String>> rows() {
        return connections.transaction(connection -> {
            Map<String, TreeSet<String>> rows = new TreeMap<>();
            for (String table : Sql.list(
                    connection,
                    "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_NAME like 'MR\\_%' or TABLE_NAME = 'REALM'",
                    row -> row.getString(1))) {
                rows.put(table, new TreeSet<>(Sql.list(connection, "select * from " + table, EngineRegion::text)));
            }
            return rows;
        });
    }

    private static String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(row.getMetaData().getColumnName(i))
                    .append('=')
                    .append(row.getString(i))
                    .append(' ');
        }
        return text.toString();
    }
}
