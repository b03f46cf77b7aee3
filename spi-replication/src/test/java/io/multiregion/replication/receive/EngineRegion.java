package io.multiregion.replication.receive;

import io.multiregion.replication.batch.Answer;
import io.multiregion.replication.batch.Json;
import io.multiregion.replication.catalogue.Shape;
import io.multiregion.replication.database.KeycloakDatabase;
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
import io.multiregion.replication.trust.Consents;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A region without Keycloak: its own rows, in a database in memory, and the receiver that answers from them. What would need Keycloak, the
 * applying of rows, is not there: a batch that gets that far fails.
 */
final class EngineRegion implements AutoCloseable {

    /** An answer, with the header it came under. */
    record Reply(Header header, Answer answer) {}

    final KeycloakDatabase database = new KeycloakDatabase();
    final Envelope envelope;
    private final Receiver receiver;

    EngineRegion(String name, Envelope envelope, Shape shape, Consents consents) {
        this.envelope = envelope;
        Clock clock = Clock.systemUTC();
        Journal journal = new Journal(name);
        Divergences divergences = new Divergences(name, journal, null);
        Succession succession =
                new Succession(name, URI.create("https://" + name + ".test"), divergences, consents, clock);
        Topology topology = new Topology(
                () -> database.transaction(RealmRows::replicated),
                realmId -> database.transaction(connection -> RealmRows.of(connection, realmId)));
        Holders holders = new Holders(name, database, consents, clock);
        this.receiver = new Receiver(
                name,
                shape,
                envelope,
                database,
                topology,
                holders,
                new ArrivingCuts(new StagedParts(database, null, null), null, holders),
                new Orders(name, database, journal, null, this::removeRealm, clock),
                new RoleOrders(
                        name,
                        database,
                        consents,
                        succession,
                        divergences,
                        realm -> List.of(),
                        realm -> {},
                        (realmId, region) -> {},
                        null,
                        Optional.empty(),
                        clock),
                new Observer() {});
    }

    private void removeRealm(String realmId) {
        execute("delete from REALM where ID = ?", realmId);
    }

    void execute(String sql, Object... values) {
        database.transaction(connection -> Sql.update(connection, sql, values));
    }

    /** What another region gets for a message, as that one opens it. */
    Reply answer(Envelope other, byte[] message) throws NotAccepted, IOException {
        Opened opened = other.open(receiver.receive(envelope.open(message).header(), message));
        return new Reply(opened.header(), Json.read(opened.payload(), Answer.class));
    }

    Optional<RealmState> realm(String realmId) {
        return database.transaction(connection -> RealmRows.of(connection, realmId));
    }

    /** All rows of all tables of ours, and the realms. */
    Map<String, Set<String>> rows() {
        return database.rows();
    }

    @Override
    public void close() {
        database.close();
    }
}
