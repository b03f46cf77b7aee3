package io.multiregion.stories.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Rows;
import io.multiregion.lab.compare.Table;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.region.Alone;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Promise C: what was said once says nothing new, neither later nor in another life of the replica. */
@Alone
final class RepeatedMessagesStory extends InTheNameOfEu {

    private static final Table STREAM =
            new Table("MR_STREAM", List.of("REALM_ID"), "STREAM", "REALM_ID = :realm", Set.of());

    /** Not even that the primary is alive. */
    @Test
    void whatWasSaidOnceSaysNothingNew() throws SQLException {
        var primary = new Replication(regions.eu().admin(), REALM);
        Await.upTo(Duration.ofSeconds(20), "an invitation, batches, a status, heartbeats")
                .until(() -> typesHeard() >= 4, () -> typesHeard() + " types of message");
        regions.toUs().set(Link.State.DOWN);
        Await.upTo(Duration.ofSeconds(20), "eu has noticed that nothing gets through")
                .until(
                        () -> !primary.state()
                                .at("/replicas/0/lastError/message")
                                .asText("")
                                .isEmpty(),
                        primary::lastSeen);
        var stream = stream();
        for (var once : tap.recorded()) {
            var again = eu.post(us, once.announcement(), once.message());
            assertTrue(
                    again.statusCode() == 200 || again.statusCode() == 409,
                    "the answer that was given then, or none: " + again.statusCode());
        }
        assertEquals(stream, stream());

        regions.us().stop();
        regions.us().start().awaitReady();
        for (var once : tap.recorded()) {
            var reply = eu.opened(eu.post(us, once.announcement(), once.message()));
            if (!reply.header().realmId().equals(Heartbeats.REALM)) {
                assertEquals(before, reply.header().position().toString(), "judged by its position");
            }
        }
        assertEquals(stream, stream());
        assertEquals("ACTIVE", state().path("status").asText());
        regions.toUs().set(Link.State.UP);
        assertNothingChanged();
    }

    private long typesHeard() {
        return tap.heard().stream()
                .map(message -> reader.open(message).header().type())
                .distinct()
                .count();
    }

    /**
     * A replica is forgotten and made again, twice, at an epoch above 1: each life begins with a whole copy, and nothing that was said
     * in the one before is taken in it.
     */
    @Test
    void anotherLifeBelievesNothingOfTheOneBefore() {
        var name = "messages-lives";
        var roles = Roles.replicated(regions, name);
        roles.switchover(regions.eu(), regions.us());
        roles.awaitPrimary(regions.us());
        roles.switchover(regions.us(), regions.eu());
        roles.awaitPrimary(regions.eu());
        var admin = regions.eu().admin();
        var bob = name + "/users/" + new SampleRealm(name, TwoRegions.FRONT, 3).userId(admin, "bob");
        try (var passing = Wiretap.on(regions.toUs().url())) {
            liveAgain(roles, passing.url());
            admin.put(bob, Json.of("{lastName:'Seen'}"));
            roles.equality(regions.eu()).assertRows();
            forget(roles);
            admin.put(bob, Json.of("{enabled:false}"));
            assertTrue(roles.writes(regions.eu(), "meanwhile"));
            liveAgain(roles, regions.toUs().url());
            for (int i = 0; i < 5; i++) {
                admin.put(bob, Json.of("{lastName:'%s'}", "change" + i));
            }
            roles.equality(regions.eu()).assertRows();

            regions.toUs().set(Link.State.DOWN);
            // a node that was there gives the answers that it gave: one that was not judges
            regions.us().stop();
            regions.us().start().awaitReady();
            for (var once : passing.recorded()) {
                var type = reader.open(once.message()).header().type();
                var answer = eu.opened(eu.post(us, once.announcement(), once.message()))
                        .answer();
                assertTrue(
                        Set.of(Outcome.REFUSED, Outcome.STALE_EPOCH).contains(answer.outcome())
                                || type == MessageType.HEARTBEATS
                                        && !((Answer.Unconfirmed) answer)
                                                .unconfirmed()
                                                .isEmpty(),
                        () -> type + " " + answer);
            }
            regions.toUs().set(Link.State.UP);
            assertTrue(roles.writes(regions.eu(), "at-last"));
            roles.equality(regions.eu()).assertRows();
            assertFalse(regions.us().admin().get(bob).path("enabled").asBoolean(true));
        }
        roles.at(regions.eu()).end("us", Duration.ofSeconds(60));
        admin.delete(name);
    }

    /** The realm's only replica: eu is by itself after it. */
    private void forget(Roles roles) {
        var path = roles.realm() + "/multi-region/replicas/us";
        var admin = regions.eu().admin();
        var replication = roles.at(regions.eu());
        admin.put(path, Json.of("{status:'INACTIVE'}"));
        Await.upTo(Duration.ofSeconds(30), "us is out of service")
                .until(
                        () -> replication.replica("us").path("status").asText().equals("INACTIVE"),
                        replication::lastSeen);
        admin.delete(path + "?force=true");
    }

    private void liveAgain(Roles roles, URI url) {
        var replication = roles.at(regions.eu());
        if (replication.role().equals("PRIMARY")) {
            forget(roles);
        }
        replication.replicate(regions.us(), url.toString(), Duration.ofSeconds(60));
        var copied = replication.replica("us").path("copiedResources").asLong();
        assertTrue(copied > 50, "a whole copy, not " + copied);
        assertTrue(replication.writable());
        roles.equality(regions.eu()).assertRows();
    }

    /** All that us knows of the stream. */
    private Rows stream() throws SQLException {
        try (var connection = regions.us().database().connect()) {
            var rows = Rows.read(connection, STREAM, realmId);
            assertEquals(1, rows.byKey().size());
            return rows;
        }
    }
}
