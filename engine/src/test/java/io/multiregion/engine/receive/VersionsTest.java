package io.multiregion.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.catalogue.Shapes;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.Primary.Life;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.NextFormat;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.store.RealmRows;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Regions are upgraded one by one: rows may have to wait for that, what fences a primary never does. */
class VersionsTest {

    private static final String REALM = Primary.REALM;
    private static final TestRegion EU = TestRegion.ec("eu");
    private static final TestRegion US = TestRegion.ec("us");
    private static final TestRegion AP = TestRegion.ec("ap");
    private static final Shape OURS = Shapes.of("26.7.0", "REALM.ID TEXT key");
    private static final Shape SAME = Shapes.of("26.7.5", "REALM.ID TEXT key");
    private static final Shape OTHER = Shapes.of("26.8.0", "REALM.ID TEXT key", "REALM.NEW TEXT");

    private static final Consents ALL_MAY =
            new Consents("us", "master", region -> new Consent(Set.of(Consent.ALL), true));

    private final EngineRegion us = new EngineRegion("us", US.trusting(EU, AP), OURS, ALL_MAY);

    private Primary eu(Shape shape) {
        return new Primary("eu", EU.trusting(US), us, shape.mark().toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {
                "CREATE",
                "STATUS",
                "TERMS",
                "FOLLOW",
                "CLAIM",
                "CANCEL",
                "HEARTBEAT",
                "HEARTBEATS",
                "READINESS",
                "DELETE"
            })
    void rolesAndLifeAreUnderstoodWhateverTheTables(MessageType type) throws Exception {
        Life life = Life.at(1);
        assertEquals(Outcome.OK, eu(OTHER).outcome(MessageType.CREATE, life));
        us.execute("update MR_STREAM set EPOCH = 1, SEQUENCE = 7 where REALM_ID = ?", REALM);
        assertEquals(Outcome.OK, eu(OTHER).outcome(type, life));
    }

    /** The next format of messages, with two more fields in the header and one more in what it says. */
    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"TERMS", "FOLLOW", "CLAIM", "CANCEL", "HEARTBEAT", "READINESS"})
    void theNextFormatIsUnderstood(MessageType type) throws Exception {
        Life life = Life.at(1);
        Primary eu = eu(OTHER);
        eu.say(MessageType.CREATE, life);
        us.execute("update MR_STREAM set EPOCH = 1, SEQUENCE = 7 where REALM_ID = ?", REALM);
        String payload =
                new String(eu.payload(type, life), StandardCharsets.UTF_8).replaceFirst("}$", ",\"later\":[1]}");
        byte[] message = NextFormat.seal(
                EU, US, eu.header(type, life, life.reached(), 1), payload.getBytes(StandardCharsets.UTF_8));
        assertEquals(Outcome.OK, eu.again(message).answer().outcome());
    }

    @Test
    void whatOnlyALaterVersionKnowsIsRefusedWithAReason() throws Exception {
        Life life = Life.at(1);
        Primary eu = eu(SAME);
        eu.say(MessageType.CREATE, life);
        byte[] message =
                NextFormat.seal(EU, US, eu.header(MessageType.STATUS, life, life.reached(), 1), 23, new byte[0]);
        Answer answer = eu.again(message).answer();
        assertEquals(Outcome.REFUSED, answer.outcome());
        assertTrue(answer.error().contains("does not know this type of message"), answer.error());
        byte[] later = "{\"outcome\":\"LATER\",\"error\":\"wait\",\"until\":7}".getBytes(StandardCharsets.UTF_8);
        assertEquals(Answer.of(Outcome.FAILED, "wait"), Messages.answer(later));
    }

    @Test
    void aRegionTakesOverWhateverTheTables() throws Exception {
        Life life = Life.at(1);
        eu(OTHER).say(MessageType.CREATE, life);
        us.execute("update MR_STREAM set EPOCH = 1, SEQUENCE = 7 where REALM_ID = ?", REALM);
        assertEquals(Outcome.OK, eu(OTHER).outcome(MessageType.PROMOTE, life));
        assertTrue(us.realm(REALM).orElseThrow().isPrimary());
    }

    /** The answer says what us has, so that the other side can name what differs, and who is to be upgraded. */
    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"BATCH", "DIGEST", "DIVERGENCES"})
    void rowsWaitForTheSameTables(MessageType type) throws Exception {
        Life life = Life.at(1);
        eu(OTHER).say(MessageType.CREATE, life);
        EngineRegion.Reply reply = eu(OTHER).say(type, life);
        assertEquals(Outcome.SCHEMA, reply.answer().outcome());
        assertEquals(OURS.elements(), ((Answer.OtherTables) reply.answer()).schema());
        assertEquals(OURS.mark().toString(), reply.header().schema());
        assertTrue(
                reply.answer().error().contains("upgrade region us"),
                reply.answer().error());
        RealmState realm = us.realm(REALM).orElseThrow();
        assertEquals(reply.answer().error(), realm.lastError().message());
        assertEquals(OTHER.mark().toString(), realm.heardSchema());
        assertNotEquals(
                Outcome.SCHEMA, eu(SAME).outcome(type, life), "another version of Keycloak with the same tables");
    }

    /** What the rule same-schema goes by. */
    @Test
    void aHeartbeatTellsOfTheTables() throws Exception {
        Life life = Life.at(1);
        eu(OTHER).say(MessageType.CREATE, life);
        assertNull(us.realm(REALM).orElseThrow().heardSchema());
        eu(OTHER).say(MessageType.HEARTBEATS, life);
        assertEquals(OTHER.mark().toString(), us.realm(REALM).orElseThrow().heardSchema());
        us.execute("update MR_STREAM set SAID_AT = 0 where REALM_ID = ?", REALM);
        eu(SAME).say(MessageType.HEARTBEAT, life);
        assertEquals(SAME.mark().toString(), us.realm(REALM).orElseThrow().heardSchema());
    }

    /** A region that holds the realm, whatever it says and whatever its tables, has a primary hear of a later epoch. */
    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"BATCH", "HEARTBEAT", "HEARTBEATS", "STATUS", "TERMS", "CLAIM", "CANCEL", "DIGEST", "DELETE"})
    void aPrimaryHearsOfALaterEpoch(MessageType type) throws Exception {
        us.database.transaction(connection -> {
            RealmRows.assume(
                    connection,
                    RealmStates.of(
                            REALM,
                            "acme",
                            Role.PRIMARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            "us",
                            URI.create("https://us.test"),
                            Position.START,
                            Position.START,
                            Instant.EPOCH,
                            null));
            return null;
        });
        us.execute(
                "insert into MR_REPLICA (REALM_ID, REGION, URL, STATUS, WANTED, EPOCH, SEQUENCE, COPIED, TOTAL, CONTROL,"
                        + " ACKNOWLEDGED_AT) values (?, 'eu', 'https://eu.test', 'ACTIVE', 'ACTIVE', 1, 7, 0, 0, 1, 0)",
                REALM);
        new Primary("ap", AP.trusting(US), us, OTHER.mark().toString()).say(type, Life.at(2));
        assertEquals(Standing.CONFIRMED, us.realm(REALM).orElseThrow().standing(), "ap does not hold the realm");
        Answer answer = eu(OTHER).say(type, Life.at(2)).answer();
        assertEquals(Standing.UNCONFIRMED, us.realm(REALM).orElseThrow().standing(), answer.toString());
        eu(OTHER).say(MessageType.FOLLOW, Life.at(2));
        assertTrue(us.realm(REALM).orElseThrow().isSecondary());
    }
}
