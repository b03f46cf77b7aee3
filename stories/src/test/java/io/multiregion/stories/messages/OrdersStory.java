package io.multiregion.stories.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Replication;
import io.multiregion.stories.props.Correspondent;
import io.multiregion.stories.region.Alone;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a primary may order, and a region that is none may not: orders and heartbeats are judged by who holds the realm, and when. */
@Alone
final class OrdersStory extends InTheNameOfEu {

    @Test
    void idleRealmsSpeakWithOneVoice() {
        var admin = regions.eu().admin();
        admin.createRealm(Json.of("{realm:'messages-idle', enabled:true}"));
        var other = new Replication(admin, "messages-idle");
        other.replicate(regions.us(), tap.url().toString(), Duration.ofSeconds(60));
        var both = Set.of(realmId, admin.get("messages-idle").get("id").asText());
        int from = tap.heard().size();
        Await.upTo(Duration.ofSeconds(20), "one message is about both realms")
                .until(
                        () -> toldTogether(from).contains(both),
                        () -> toldTogether(from).toString());
        assertTrue(other.level("us"), other::lastSeen);
        other.end("us", Duration.ofSeconds(60));
        admin.delete("messages-idle");
    }

    /** The realms of each message that is about several. */
    private List<Set<String>> toldTogether(int from) {
        var heard = tap.heard();
        return heard.subList(from, heard.size()).stream()
                .map(reader::open)
                .filter(opened -> opened.header().type() == MessageType.HEARTBEATS)
                .map(opened -> heartbeats(opened.payload()).streams().stream()
                        .map(Heartbeats.Stream::realmId)
                        .collect(Collectors.toSet()))
                .toList();
    }

    private static Heartbeats heartbeats(byte[] payload) {
        try {
            return (Heartbeats) Messages.request(MessageType.HEARTBEATS, payload);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What is wrong with one of them says nothing of the others. */
    @Test
    void heartbeatsAreConfirmedOneByOne() {
        var reached = reached();
        var ahead = new Position(reached.epoch(), reached.sequence() + 1);
        var unknown = UUID.randomUUID().toString();
        var own = regions.us().admin().get("master").get("id").asText();
        assertEquals(
                List.of(unknown, own),
                unconfirmed(
                        stream(unknown, reached.epoch(), reached),
                        stream(realmId, reached.epoch(), reached),
                        stream(own, reached.epoch(), reached)));
        assertEquals(List.of(realmId), unconfirmed(stream(realmId, reached.epoch(), ahead)));
        assertEquals(List.of(realmId), unconfirmed(stream(realmId, reached.epoch() + 1, reached)));
        assertEquals(List.of(), unconfirmed());
        assertNothingChanged();
    }

    private List<String> unconfirmed(Heartbeats.Stream... streams) {
        var reply = eu.say(us, eu.seal(heartbeats("eu"), heartbeats(streams)));
        assertEquals(Outcome.OK, reply.answer().outcome());
        return ((Answer.Unconfirmed) reply.answer()).unconfirmed();
    }

    private Header heartbeats(String from) {
        return header(MessageType.HEARTBEATS, from, "us", At.of(Position.START), Heartbeats.REALM, schema);
    }

    private static byte[] heartbeats(Heartbeats.Stream... streams) {
        return Messages.bytes(new Heartbeats(List.of(streams)));
    }

    private Heartbeats.Stream stream(String realmId, long epoch, Position position) {
        long now = System.currentTimeMillis();
        return new Heartbeats.Stream(realmId, stream, epoch, position, new Heartbeat(now, now, 0, Optional.empty()));
    }

    /** A region may be trusted for other realms: it has no say in this one. */
    @Test
    void whoDoesNotHoldTheRealmCannotBecomeItsPrimary() throws IOException {
        regions.keys().make("mars");
        var certificate = regions.trust("us").resolve("mars.pem");
        regions.keys().certificate("mars", certificate);
        try {
            var mars = new Correspondent("mars", regions.keys(), regions.trust("eu"));
            var at = new At(reached().epoch() + 1, reached(), reached(), 1, 1);
            for (var type : List.of(MessageType.FOLLOW, MessageType.PROMOTE, MessageType.CANCEL, MessageType.CLAIM)) {
                var reply = mars.say(us, mars.seal(header(type, "mars", "us", at), about(type, 99)));
                assertEquals(Outcome.REFUSED, reply.answer().outcome(), type.toString());
            }
            var beat = heartbeats(stream(realmId, reached().epoch(), reached()));
            assertEquals(
                    new Answer.Unconfirmed(List.of(realmId), Optional.empty()),
                    mars.say(us, mars.seal(heartbeats("mars"), beat)).answer());
        } finally {
            Files.delete(certificate);
        }
        assertEquals("SECONDARY", state().path("role").asText());
        assertNothingChanged();
    }

    @Test
    void aPrimaryOfAnOlderEpochIsNotFollowed() {
        var at = new At(reached().epoch() - 1, reached(), reached(), 1, 1);
        var reply = eu.say(us, eu.seal(header(MessageType.FOLLOW, "eu", "us", at), about(MessageType.FOLLOW, 99)));
        assertEquals(Outcome.STALE_EPOCH, reply.answer().outcome());
        assertEquals("eu", reply.answer().named().orElseThrow().region());
        assertNothingChanged();
    }

    @Test
    void aRegionTakesOverOnlyFromTheLastPosition() {
        var ahead = new Position(reached().epoch(), reached().sequence() + 1);
        var at = new At(ahead.epoch(), ahead, ahead, 1, 1);
        var reply = eu.say(us, eu.seal(header(MessageType.PROMOTE, "eu", "us", at), about(MessageType.PROMOTE, 98)));
        assertEquals(Outcome.REFUSED, reply.answer().outcome());
        assertEquals("SECONDARY", state().path("role").asText());
        assertNothingChanged();
    }

    /** The order to take over may come late, by another way than the one that calls it off. */
    @Test
    void whatWasCalledOffDoesNotHappenLater() {
        var promote =
                eu.seal(header(MessageType.PROMOTE, "eu", "us", At.of(reached())), about(MessageType.PROMOTE, 1_000));
        var cancel =
                eu.seal(header(MessageType.CANCEL, "eu", "us", At.of(reached())), about(MessageType.CANCEL, 1_001));
        assertEquals("eu", eu.say(us, cancel).answer().named().orElseThrow().region());
        assertEquals(Outcome.REFUSED, eu.say(us, promote).answer().outcome());
        assertEquals("SECONDARY", state().path("role").asText());
        assertNothingChanged();
    }

    @Test
    void anOldInvitationIsRefused() {
        var hour = Duration.ofHours(1).toMillis();
        for (long sentAt : new long[] {System.currentTimeMillis() - hour, System.currentTimeMillis() + hour}) {
            var order = new CopyOrder.Create(1, sentAt, "invited", "http://127.0.0.1:1", Optional.empty());
            var reply = eu.say(us, order(UUID.randomUUID().toString(), order));
            assertEquals(Outcome.REFUSED, reply.answer().outcome());
        }
        assertEquals(404, regions.us().admin().attempt("GET", "invited", null).status());
        assertNothingChanged();
    }

    @Test
    void anOldOrderIsRefused() {
        var inactive = new CopyOrder.Status(1, "INACTIVE");
        assertEquals(
                Outcome.REFUSED, eu.say(us, order(realmId, inactive)).answer().outcome());
        var delete = new CopyOrder.Delete(1);
        assertEquals(
                Outcome.REFUSED, eu.say(us, order(realmId, delete)).answer().outcome());
        assertEquals("ACTIVE", state().path("status").asText());
        assertNothingChanged();
    }
}
