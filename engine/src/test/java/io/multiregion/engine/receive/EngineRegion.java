package io.multiregion.engine.receive;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.ask.AskActs;
import io.multiregion.engine.receive.copy.ArrivingCuts;
import io.multiregion.engine.receive.copy.CopyActs;
import io.multiregion.engine.receive.copy.CopyRemoval;
import io.multiregion.engine.receive.copy.Invitations;
import io.multiregion.engine.receive.copy.Prospect;
import io.multiregion.engine.receive.copy.StagedParts;
import io.multiregion.engine.receive.known.CopyNotes;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.role.RoleActs;
import io.multiregion.engine.receive.role.RoleEvents;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.Opened;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.succession.Succession;
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
                new Succession(name, URI.create("https://" + name + ".test"), divergences, journal, consents, clock);
        Topology topology = new Topology(
                () -> database.transaction(RealmRows::replicated),
                realmId -> database.transaction(connection -> RealmRows.of(connection, realmId)));
        Holders holders = new Holders(database, consents);
        CopyNotes notes = new CopyNotes(database, clock);
        this.receiver = new Receiver(
                envelope,
                holders,
                new Admittance(name, shape, holders, notes),
                new Acts(
                        copyActs(name, consents, clock),
                        RoleActs.of(
                                database,
                                consents,
                                succession,
                                Optional.empty(),
                                RoleEvents.of(realm -> {}, (realmId, region) -> {}),
                                clock),
                        askActs(name, consents, journal, divergences, clock),
                        told -> Answer.refused("there are no rows here"),
                        new Prospect(
                                name,
                                database,
                                new Invitations(database, consents, clock),
                                realm -> List.of(),
                                (region, url) -> true)),
                notes,
                new SealedAnswers(shape, envelope, topology),
                new Observer() {});
    }

    private CopyActs copyActs(String name, Consents consents, Clock clock) {
        Invitations invitations = new Invitations(database, consents, clock);
        return CopyActs.of(
                name,
                database,
                invitations,
                new CopyRemoval(database, this::removeRealm),
                new ArrivingCuts(new StagedParts(database, null, null), null, invitations),
                clock);
    }

    private AskActs askActs(String name, Consents consents, Journal journal, Divergences divergences, Clock clock) {
        return AskActs.of(
                name,
                database,
                clock,
                new AskActs.Sources(new Holders(database, consents), consents, journal, divergences, null, null),
                realm -> List.of(),
                null);
    }

    private void removeRealm(String realmId) {
        execute("delete from REALM where ID = ?", realmId);
    }

    void execute(String sql, Object... values) {
        database.transaction(connection -> Sql.update(connection, sql, values));
    }

    /** What another region gets for a message, as that one opens it. */
    Reply answer(Envelope other, byte[] message) throws NotAcceptedException, IOException {
        Opened opened = other.open(receiver.receive(envelope.open(message).header(), message));
        return new Reply(opened.header(), Messages.answer(opened.payload()));
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
