package io.multiregion.stories.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.stories.region.Alone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise C: a batch that does not follow the last one, or that is none, changes nothing. */
@Alone
final class BatchesStory extends InTheNameOfEu {

    @Test
    void anOldBatchIsDoneAlready() {
        var reached = reached();
        for (var position : List.of(reached, Position.START, new Position(reached.epoch(), reached.sequence() - 1))) {
            var reply = eu.say(
                    us, batch(new At(reached.epoch(), Position.START, position, 1, 1), Forged.changed(recorded)));
            assertEquals(Outcome.OK, reply.answer().outcome());
            assertEquals(reached, reply.header().position());
        }
        assertNothingChanged();
    }

    @Test
    void aBatchFromTheFutureLeavesAGap() {
        var reached = reached();
        var base = new Position(reached.epoch(), reached.sequence() + 1);
        var position = new Position(reached.epoch(), reached.sequence() + 2);
        var reply = eu.say(us, batch(new At(reached.epoch(), base, position, 1, 1), Forged.changed(recorded)));
        assertEquals(Outcome.GAP, reply.answer().outcome());
        assertEquals(reached, reply.header().position());
        assertNothingChanged();
    }

    @Test
    void anotherEpochIsNotApplied() {
        var reached = reached();
        assertEquals(Outcome.STALE_EPOCH, outcomeAt(reached.epoch() - 1));
        assertEquals(Outcome.NOT_FOLLOWING, outcomeAt(reached.epoch() + 1));
        assertNothingChanged();
    }

    private Outcome outcomeAt(long epoch) {
        var reached = reached();
        var position = new Position(epoch, reached.sequence() + 1);
        return eu.say(us, batch(new At(epoch, reached, position, 1, 1), Forged.changed(recorded)))
                .answer()
                .outcome();
    }

    @Test
    void anotherSchemaIsRefused() {
        var reply = eu.say(
                us,
                eu.seal(
                        header(MessageType.BATCH, next(), realmId, "another schema"),
                        Forged.bytes(Forged.changed(recorded))));
        assertEquals(Outcome.SCHEMA, reply.answer().outcome());
        assertEquals(schema, reply.header().schema());
        Await.upTo(Duration.ofSeconds(20), "the next heartbeat of the real eu has the same schema again")
                .until(() -> state().at("/lastError/message").asText("").isEmpty(), () -> state().toString());
        assertNothingChanged();
    }

    @Test
    void aLastPartWithoutItsFirstOnesIsNotApplied() {
        var next = next();
        var last = new At(next.epoch(), next.base(), next.position(), 2, 2);
        assertEquals(
                Outcome.FAILED,
                eu.say(us, batch(last, Forged.changed(recorded))).answer().outcome());
        var first = new At(next.epoch(), next.base(), next.position(), 1, 0);
        assertEquals(
                Outcome.OK,
                eu.say(us, batch(first, Forged.renamed(recorded, "cut-a")))
                        .answer()
                        .outcome());
        var other = eu.say(us, batch(last, Forged.renamed(Forged.changed(recorded), "cut-b")));
        assertEquals(Outcome.FAILED, other.answer().outcome());
        assertNothingChanged();
    }

    @Test
    void aPayloadThatIsNoBatchIsNotApplied() {
        var head = header(MessageType.BATCH, next(), realmId, schema);
        for (var payload : List.of(new byte[0], new byte[] {1, 2, 3}, "[]".getBytes(StandardCharsets.UTF_8))) {
            assertEquals(
                    Outcome.FAILED,
                    eu.say(us, eu.seal(fresh(head), payload)).answer().outcome());
        }
        var unknown = new Section("MR_REALM/REALM", List.of("REALM_ID"), List.of(realmId), List.of());
        var reply = eu.say(us, batch(next(), Forged.withSections(recorded, List.of(unknown))));
        assertEquals(Outcome.FAILED, reply.answer().outcome());
        assertNothingChanged();
    }

    @Test
    void twoSwapTheirNamesInOneBatch() {
        var admin = regions.eu().admin();
        var first = admin.create(REALM + "/users", Json.of("{username:'one', email:'one@acme.test', enabled:true}"));
        var second = admin.create(REALM + "/users", Json.of("{username:'two', email:'two@acme.test', enabled:true}"));
        var shop = admin.get(REALM + "/clients?clientId=shop").get(0).get("id").asText();
        var resources = REALM + "/clients/" + shop + "/authz/resource-server/resource";
        var album = admin.post(resources, Json.of("{name:'disc'}"))
                .json()
                .get("_id")
                .asText();
        var other = admin.post(resources, Json.of("{name:'tape'}"))
                .json()
                .get("_id")
                .asText();
        regions.equality(REALM).assertRows();
        int passed = tap.heard().size();

        regions.toUs().set(Link.State.DOWN);
        admin.put(REALM + "/users/" + first, Json.of("{username:'gone', email:'gone@acme.test'}"));
        admin.put(REALM + "/users/" + second, Json.of("{username:'one', email:'one@acme.test'}"));
        admin.put(REALM + "/users/" + first, Json.of("{username:'two', email:'two@acme.test'}"));
        swap("buyer", "seller", (from, to) -> admin.put(REALM + "/roles/" + from, Json.of("{name:'%s'}", to)));
        admin.put(resources + "/" + album, Json.of("{_id:'%s', name:'gone'}", album));
        admin.put(resources + "/" + other, Json.of("{_id:'%s', name:'disc'}", other));
        admin.put(resources + "/" + album, Json.of("{_id:'%s', name:'tape'}", album));
        regions.toUs().set(Link.State.UP);

        regions.equality(REALM).assertRows();
        var carrying = batches(passed).stream()
                .filter(batch -> batch.changes().stream()
                        .anyMatch(change -> change.resource().id().equals(first)))
                .toList();
        assertEquals(1, carrying.size(), "one cut has taken in all");
        assertTrue(carrying.get(0).changes().stream()
                .anyMatch(change -> change.resource().id().equals(second)));
        assertEquals(first, realm.userId(regions.us().admin(), "two"));
        assertEquals(second, realm.userId(regions.us().admin(), "one"));
        regions.equality(REALM).assertExports();
    }

    private interface Renaming {
        void rename(String from, String to);
    }

    private static void swap(String one, String other, Renaming renaming) {
        renaming.rename(one, one + "-gone");
        renaming.rename(other, one);
        renaming.rename(one + "-gone", other);
    }

    private static Header fresh(Header header) {
        return new Header(
                header.type(),
                header.realmId(),
                header.from(),
                header.to(),
                header.epoch(),
                header.base(),
                header.position(),
                MessageId.next(),
                null,
                header.part(),
                header.parts(),
                header.schema(),
                header.stream());
    }
}
