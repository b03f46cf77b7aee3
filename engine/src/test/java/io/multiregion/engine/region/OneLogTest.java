package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Inquiry.LoggedEvent;
import io.multiregion.engine.onelog.EventNotes;
import io.multiregion.engine.onelog.OneLog;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens on a secondary comes to the primary's log once, under the name of the region that it is of. */
class OneLogTest {

    private static final String REALM = "acme";
    private static final String ID = "00000000-0000-0000-0000-000000000001";

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedTime time = regions.time();
    private final SimulatedNetwork network = regions.network();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));

    @BeforeEach
    void start() {
        eu.write(REALM, () -> realm.change(20));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void whatHappensOnASecondaryIsInThePrimarysLogOnce() {
        ask();
        happen("LOGIN");
        time.pass(Duration.ofSeconds(5));
        assertEquals(List.of("LOGIN {\"region\":\"us\"}"), log());
        happen("LOGOUT");
        time.pass(Duration.ofSeconds(5));
        assertEquals(2, log().size());
        assertEquals(0, due());
    }

    @Test
    void itWaitsWhileThePrimaryCannotBeReachedAndLosesNothing() {
        ask();
        network.use((parcel, arrival) -> {
            arrival.of(parcel);
            throw new TransportException("the answer is lost");
        });
        for (int i = 0; i < 500; i++) {
            happen("LOGIN");
        }
        time.pass(Duration.ofMinutes(1));
        assertEquals(500, due());
        network.heal();
        time.pass(Duration.ofMinutes(1));
        assertEquals(500, log().size());
        assertEquals(0, due());
    }

    /** Whoever has taken a secondary over fills nobody's database; what an honest one has to tell waits. */
    @Test
    void aRegionAddsNoMoreInADayThanTheRealmTakes() {
        ask("3");
        for (int i = 0; i < 2; i++) {
            happen("LOGIN");
        }
        time.pass(Duration.ofSeconds(5));
        happened(us, "LOGIN", "{\"long\":\"" + "x".repeat(2_000) + "\"}");
        time.pass(Duration.ofMinutes(1));
        assertEquals(2, log().size(), "a long one counts as three");
        assertEquals(1, due());
        eu.write(REALM, () -> {
            eu.rows().update("update REALM_ATTRIBUTE set VALUE = '5' where NAME = ?", OneLog.ASKED);
            return Set.of(new ResourceKey(Kind.REALM, REALM));
        });
        time.pass(Duration.ofSeconds(20));
        assertEquals(3, log().size());
        assertEquals(0, due());
    }

    @Test
    void aRealmSaysHowMuchItTakes() {
        assertEquals(0, OneLog.most(null));
        assertEquals(0, OneLog.most("false"));
        assertEquals(5_000_000, OneLog.most("true"));
        assertEquals(20, OneLog.most("20"));
        for (String wrong : List.of("yes", "-1", "0", "1e9", "1000000000000000")) {
            assertTrue(OneLog.objection(OneLog.ASKED, wrong).isPresent(), wrong);
        }
        assertTrue(OneLog.objection(OneLog.ASKED, "20").isEmpty());
    }

    @Test
    void aRealmThatDoesNotAskGetsNothing() {
        happen("LOGIN");
        time.pass(Duration.ofSeconds(30));
        assertEquals(List.of(), log());
    }

    @Test
    void whatCannotBeReadOrIsThereIsLeftOut() {
        happened(eu, ID, "LOGIN", null);
        LoggedEvent good = event(Map.of());
        List<LoggedEvent> told = List.of(
                event(Map.of("ID", ID, "TYPE", "LOGOUT")),
                event(Map.of("TYPE", "NO_SUCH_TYPE")),
                event(Map.of("EVENT_TIME", "soon")),
                event(Map.of("EVENT_TIME", String.valueOf(time.millis() + 3_700_000))),
                event(Map.of("USER_ID", "x".repeat(256))),
                event(Map.of("ID", "short")),
                event(Map.of("CLIENT_ID", "a\u0000b")),
                event(Map.of("REALM_ID", "another", "DETAILS_JSON", "{\"region\":\"eu\",\"a\":\"b\"}")),
                event(Map.of("DETAILS_JSON_LONG_VALUE", "no JSON")),
                good,
                good);
        int left = eu.database().transaction(connection -> OneLog.take(connection, REALM, "us", told, time.millis()));
        assertEquals(6, left);
        assertEquals(
                List.of(
                        "LOGIN null",
                        "LOGIN {\"a\":\"b\",\"region\":\"us\"}",
                        "LOGIN {\"region\":\"us\"}",
                        "LOGIN {\"region\":\"us\"}"),
                log().stream().sorted().toList());
    }

    private LoggedEvent event(Map<String, String> values) {
        Map<String, String> all = new HashMap<>();
        all.put("ID", UUID.randomUUID().toString());
        all.put("TYPE", "LOGIN");
        all.put("EVENT_TIME", String.valueOf(time.millis()));
        all.putAll(values);
        return new LoggedEvent(false, all);
    }

    private void ask() {
        ask("true");
    }

    private void ask(String value) {
        eu.write(REALM, () -> {
            eu.rows().insert("REALM_ATTRIBUTE", "REALM_ID", REALM, "NAME", OneLog.ASKED, "VALUE", value);
            return Set.of(new ResourceKey(Kind.REALM, REALM));
        });
        time.pass(Duration.ofSeconds(3));
    }

    private void happen(String type) {
        happened(us, type, "{\"region\":\"eu\"}");
    }

    private void happened(SimulatedRegion region, String type, String details) {
        String id = UUID.randomUUID().toString();
        happened(region, id, type, details);
        us.database().run(connection -> EventNotes.note(connection, REALM, id, false, time.millis()));
    }

    private void happened(SimulatedRegion region, String id, String type, String details) {
        region.rows()
                .update(
                        "insert into EVENT_ENTITY (ID, REALM_ID, TYPE, EVENT_TIME, DETAILS_JSON_LONG_VALUE) values (?, ?, ?, ?, ?)",
                        id,
                        REALM,
                        type,
                        time.millis(),
                        details);
    }

    private List<String> log() {
        return eu.rows()
                .texts(
                        "select concat(TYPE, ' ', coalesce(cast(DETAILS_JSON_LONG_VALUE as varchar), 'null'))"
                                + " from EVENT_ENTITY where REALM_ID = ? order by EVENT_TIME",
                        REALM);
    }

    private int due() {
        return us.rows().texts("select ID from MR_EVENT_DUE").size();
    }
}
