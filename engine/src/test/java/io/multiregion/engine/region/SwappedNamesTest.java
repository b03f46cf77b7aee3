package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Realms pass their names on while a copy is away: all end equal, and nobody gives up a name but to his own primary. */
class SwappedNamesTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedRegion eu = new SimulatedRegion("eu", time, network);
    private final SimulatedRegion us = new SimulatedRegion("us", time, network);
    private final SimulatedRegion ap = new SimulatedRegion("ap", time, network);

    @BeforeEach
    void start() {
        for (SimulatedRegion one : List.of(eu, us, ap)) {
            for (SimulatedRegion other : List.of(eu, us, ap)) {
                if (one != other) {
                    one.trust(other, "realms=*&mayBecomePrimary=true");
                }
            }
            one.start();
        }
        lead(eu, "first", "one");
        lead(eu, "second", "two");
        time.pass(LONG);
        assertNames("one", "two");
    }

    @AfterEach
    void close() {
        eu.close();
        us.close();
        ap.close();
    }

    private void lead(SimulatedRegion region, String id, String name) {
        region.database().realm(id, name);
        region.replicate(id, us);
    }

    private void rename(String id, String name) {
        eu.write(id, () -> {
            eu.rows().update("update REALM set NAME = ? where ID = ?", name, id);
            return Set.of(new ResourceKey(Kind.REALM, id));
        });
    }

    private void away() {
        network.use((parcel, arrival) -> {
            throw new TransportException("us is away");
        });
    }

    private String name(String id) {
        return String.join("", us.rows().texts("select NAME from REALM where ID = ?", id));
    }

    private void assertNames(String first, String second) {
        assertEquals(List.of(first, second), List.of(name("first"), name("second")));
    }

    private void assertLevel() {
        assertEquals(eu.rows().all(), us.rows().all());
        for (String id : List.of("first", "second")) {
            RealmState copy = us.state(id).orElseThrow();
            assertNull(copy.lastError());
            assertNull(eu.replica(id, us).orElseThrow().lastError());
            assertTrue(
                    Duration.between(copy.levelAt(), time.instant()).compareTo(Duration.ofSeconds(5)) < 0,
                    "it is level again, since it was compared");
        }
    }

    @Test
    void twoRealmsSwapNames() {
        away();
        rename("first", "between");
        rename("second", "one");
        rename("first", "two");
        time.pass(LONG);
        assertNames("one", "two");
        network.heal();
        time.pass(LONG);
        assertNames("two", "one");
        assertLevel();
    }

    /** The stream of the one that gives up its name is the later one. */
    @Test
    void aNameIsSetAsideUntilItsOwnRealmFollows() {
        away();
        rename("second", "three");
        rename("first", "two");
        network.use((parcel, arrival) -> {
            if (isOf("second", parcel)) {
                throw new TransportException("its stream is late");
            }
            return arrival.of(parcel);
        });
        time.pass(LONG);
        assertNames("two", "moved-aside-second");
        RealmState aside = us.state("second").orElseThrow();
        assertTrue(aside.lastError().text().contains("its new name has not come yet"), aside::toString);
        network.heal();
        time.pass(LONG);
        assertNames("two", "three");
        assertLevel();
    }

    private static boolean isOf(String realmId, SimulatedNetwork.Parcel parcel) {
        byte[] header = Base64.getUrlDecoder().decode(parcel.announcement().split("\\.")[0]);
        return new String(header, StandardCharsets.UTF_8).contains(realmId);
    }

    /** A region that is paired may rename its own copies, and nothing else. */
    @Test
    void aRealmOfTheRegionsOwnKeepsItsName() {
        us.database().realm("local", "bank");
        rename("first", "bank");
        time.pass(LONG);
        assertEquals("bank", name("local"));
        assertNames("one", "two");
        Trouble there = eu.replica("first", us).orElseThrow().lastError();
        assertEquals(Remedy.CHANGE_IN_COPY, there.remedy(), there::toString);
        assertTrue(there.text().contains("rename one of the two"), there::text);
        assertEquals(
                Optional.of(new ResourceKey(Kind.REALM, "first")), there.spot().resource());
        assertEquals(Optional.empty(), there.otherRealm(), "it is not eu's to know");
        Trouble here = us.state("first").orElseThrow().lastError();
        assertEquals(Optional.of("bank"), here.otherRealm());
        assertTrue(here.isStuck(time.millis()), "it is since two minutes ago");
        assertNull(us.state("second").orElseThrow().lastError(), "another realm's stream goes on");
        us.rows().update("update REALM set NAME = 'our bank' where ID = 'local'");
        time.pass(LONG);
        assertNames("bank", "two");
        assertLevelButFor("local");
    }

    @Test
    void aCopyOfAnotherPrimaryKeepsItsName() {
        lead(ap, "theirs", "bank");
        time.pass(LONG);
        rename("first", "bank");
        time.pass(LONG);
        assertEquals("bank", name("theirs"));
        assertNames("one", "two");
        assertFalse(us.state("theirs").orElseThrow().lastError() != null, "it knows of nothing");
        assertEquals(
                Remedy.CHANGE_IN_COPY,
                eu.replica("first", us).orElseThrow().lastError().remedy());
    }

    private void assertLevelButFor(String id) {
        assertNull(us.state("first").orElseThrow().lastError());
        us.rows().update("delete from REALM where ID = ?", id);
        assertEquals(eu.rows().all(), us.rows().all());
    }
}
