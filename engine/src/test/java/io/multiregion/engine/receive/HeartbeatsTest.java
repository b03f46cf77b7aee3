package io.multiregion.engine.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.ask.AskActs;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The heartbeats of many realms in one message: what they cost the region that gets them. */
final class HeartbeatsTest {

    private static final Position AT = new Position(1, 7);
    private static final String STREAM = "0123456789abcdef0123456789abcdef";

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final AtomicInteger statements = new AtomicInteger();
    private final AskActs acts = acts();
    private long now = System.currentTimeMillis();
    private Optional<String> publicUrl = Optional.empty();

    private AskActs acts() {
        Consents consents = new Consents("us", "master", region -> Consent.NONE);
        return AskActs.of(
                "us",
                counted(),
                Clock.systemUTC(),
                new AskActs.Sources(new Holders(database, consents), consents, new Journal("us"), null, null, null),
                realm -> List.of(),
                null);
    }

    private Connections counted() {
        return () -> {
            Connection connection = database.open();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (Set.of("prepareStatement", "commit").contains(method.getName())) {
                            statements.incrementAndGet();
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        };
    }

    private List<String> hold(int realms) {
        List<String> ids = new ArrayList<>();
        database.run(connection -> {
            for (int i = 0; i < realms; i++) {
                String id = "realm-" + i;
                RealmRows.assume(
                        connection,
                        RealmStates.of(
                                id,
                                id,
                                Role.SECONDARY,
                                1,
                                ReplicaStatus.ACTIVE,
                                "eu",
                                URI.create("https://eu.example.com"),
                                AT,
                                AT,
                                Instant.EPOCH,
                                null,
                                STREAM));
                ids.add(id);
            }
        });
        return ids;
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<String> unconfirmed(List<String> realms, Position at) throws Exception {
        now++;
        Heartbeats heartbeats = new Heartbeats(realms.stream()
                .map(realm -> new Heartbeats.Stream(realm, STREAM, 1, at, new Heartbeat(now, now, 0, publicUrl)))
                .toList());
        Header header = new Header(
                MessageType.HEARTBEATS,
                Heartbeats.REALM,
                "eu",
                "us",
                0,
                Position.START,
                Position.START,
                MessageId.next(),
                null,
                1,
                1,
                "a schema",
                "");
        Told told = new Told(header, Messages.bytes(heartbeats), new byte[0], Optional.empty());
        Act hearing = acts.streams();
        return ((Answer.Unconfirmed) hearing.take(told)).unconfirmed();
    }

    private List<Long> levels() {
        return database.transaction(connection ->
                Sql.list(connection, "select LEVEL_AT from MR_STREAM order by REALM_ID", row -> row.getLong(1)));
    }

    @Test
    void manyCostAsManyStatementsAsOne() throws Exception {
        List<String> realms = hold(Heartbeats.MOST);
        assertEquals(List.of(), unconfirmed(realms.subList(0, 1), AT));
        int ofOne = statements.getAndSet(0);
        assertEquals(List.of(), unconfirmed(realms, AT));
        assertEquals(ofOne, statements.get());
        assertTrue(levels().stream().allMatch(level -> level == now), "all are level");
    }

    /** A large cut is being applied to one of them. */
    @Test
    void whatIsAtWorkHoldsUpNoOther() throws Exception {
        List<String> realms = hold(3);
        try (Connection working = database.open()) {
            working.setAutoCommit(false);
            Sql.update(working, "update MR_STREAM set SEQUENCE = 8 where REALM_ID = ?", realms.get(1));
            assertEquals(List.of(realms.get(1)), unconfirmed(realms, AT));
            working.rollback();
        }
        assertEquals(List.of(), unconfirmed(realms, AT));
    }

    @Test
    void whatIsRepeatedConfirmsNothing() throws Exception {
        List<String> realms = hold(2);
        assertEquals(List.of(), unconfirmed(realms, AT));
        now -= 2;
        assertEquals(realms, unconfirmed(realms, AT));
        assertTrue(levels().stream().allMatch(level -> level == now + 1));
    }

    /** End users are shown it as a link. */
    @Test
    void whereTheyReachThePrimaryIsNotedIfItIsABaseUrl() throws Exception {
        List<String> realms = hold(1);
        assertNull(publicUrl(realms));
        publicUrl = Optional.of("https://login.eu.example.com/auth/");
        assertEquals(List.of(), unconfirmed(realms, AT));
        assertEquals(URI.create("https://login.eu.example.com/auth"), publicUrl(realms));
        for (String hostile : List.of(
                "javascript:alert(1)",
                "https://login.example.com@evil.test",
                "https://evil.test/\"><script>",
                "https://evil.test/" + "x".repeat(2048),
                "data:text/html,x",
                "//evil.test",
                "")) {
            publicUrl = Optional.of(hostile);
            assertEquals(List.of(), unconfirmed(realms, AT), hostile);
            assertNull(publicUrl(realms), hostile);
        }
    }

    private URI publicUrl(List<String> realms) {
        return database.transaction(
                        connection -> RealmRows.of(connection, realms.get(0)).orElseThrow())
                .publicUrl();
    }

    @Test
    void whatStandsElsewhereIsAskedByItself() throws Exception {
        List<String> realms = hold(2);
        assertEquals(realms, unconfirmed(realms, new Position(1, 8)));
        assertEquals(List.of("mars"), unconfirmed(List.of("mars"), AT), "nobody knows it");
    }
}
