package io.multiregion.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Request;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.copy.CopyRemoval;
import io.multiregion.engine.receive.copy.Creation;
import io.multiregion.engine.receive.copy.Invitations;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.OrderNumbers;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.receive.role.RoleEvents;
import io.multiregion.engine.receive.role.TakePromotion;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.succession.Hearing;
import io.multiregion.engine.succession.Succession;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all realms of this region share does not move by the word of one realm's administrators, wherever they ask. */
class SharedRecordTest {

    private static final String REALM = "acme-id";
    private static final String STREAM = StreamId.next();
    private static final String EU = "https://eu.test";

    private static final Consents CONSENTS =
            new Consents("us", "master", region -> new Consent(Set.of(Consent.ALL), true));

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Clock clock = Clock.systemUTC();
    private final List<String> promoted = new ArrayList<>();

    @BeforeEach
    void aCopy() {
        assertEquals(Answer.Outcome.OK, create(REALM, "acme", "acme").outcome());
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void staysUnlessAnOperatorHasAsked() {
        Answer refused = promote(Optional.of("login.example.test"), false);
        assertEquals(Answer.Outcome.REFUSED, refused.outcome());
        assertTrue(refused.error().contains("login.example.test"), refused.error());
        assertEquals(List.of(), promoted);
        assertEquals(
                Answer.Outcome.OK,
                promote(Optional.of("login.example.test"), true).outcome());
        assertEquals(List.of("acme"), promoted);
    }

    @Test
    void whereNothingIsSharedTheRoleMoves() {
        assertEquals(Answer.Outcome.OK, promote(Optional.empty(), false).outcome());
        assertEquals(List.of("acme"), promoted);
    }

    @Test
    void aLabelComesWithTheCopyAndIsNoOtherRealms() {
        assertEquals("acme", label(REALM));
        Answer refused = create("other-id", "other", "ACME");
        assertEquals(Answer.Outcome.REFUSED, refused.outcome());
        assertTrue(refused.error().contains("label"), refused.error());
        assertEquals(Answer.Outcome.OK, create("other-id", "other", null).outcome());
    }

    private String label(String realm) {
        return database.transaction(
                connection -> RealmRows.of(connection, realm).orElseThrow().label());
    }

    private Answer create(String realm, String name, String label) {
        Creation creation = new Creation(
                "us",
                database,
                new Invitations(database, CONSENTS, clock),
                new CopyRemoval(database, realmId -> {}),
                clock);
        return taken(creation, realm, new CopyOrder.Create(1, clock.millis(), name, EU, Optional.ofNullable(label)));
    }

    private Answer promote(Optional<String> shared, boolean byOperator) {
        Divergences divergences = new Divergences("us", new Journal("us"), null);
        Succession succession =
                new Succession("us", URI.create("https://us.test"), divergences, new Journal("us"), CONSENTS, clock);
        TakePromotion promotion = new TakePromotion(
                database,
                new Hearing(CONSENTS, shared),
                succession,
                new OrderNumbers(clock),
                RoleEvents.of(realm -> promoted.add(realm.realmName()), (realm, region) -> {}));
        Terms terms = new Terms(EU, List.of(), List.of(), Optional.empty());
        return taken(promotion, REALM, new RoleOrder.Promote(2, 2, terms, byOperator));
    }

    private Answer taken(Act act, String realm, Request request) {
        Optional<RealmState> known = database.transaction(connection -> RealmRows.of(connection, realm));
        try {
            return act.take(new Told(header(request.type(), realm), Messages.bytes(request), new byte[0], known));
        } catch (IOException | NotAcceptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Header header(MessageType type, String realm) {
        return new Header(
                type,
                realm,
                "eu",
                "us",
                1,
                Position.START,
                Position.START,
                MessageId.next(),
                null,
                1,
                1,
                "schema",
                STREAM);
    }
}
