package io.multiregion.stories.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Request;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Correspondent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * One who writes to us in the name of eu, with eu's own key where it has to be that good. After each attempt the copy is what it was, where
 * it was.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InTheNameOfEu {

    static final String REALM = "messages";

    /** Where a message stands in the stream. */
    record At(long epoch, Position base, Position position, int part, int parts) {
        static At of(Position position) {
            return new At(position.epoch(), position, position, 1, 1);
        }
    }

    final SampleRealm realm = new SampleRealm(REALM, TwoRegions.FRONT, 3);
    TwoRegions regions;
    Wiretap tap;
    URI us;
    Correspondent eu;
    Correspondent reader;
    String realmId;
    String schema;
    String stream;
    Batch recorded;
    String before;

    @BeforeAll
    void replicate(TwoRegions started) {
        regions = started;
        us = regions.us().url();
        tap = Wiretap.on(regions.toUs().url());
        eu = new Correspondent("eu", regions.keys(), regions.trust("eu"));
        reader = new Correspondent("us", regions.keys(), regions.trust("us"));
        realm.create(regions.eu().admin());
        regions.eu().admin().put(REALM, Json.of("{editUsernameAllowed:true}"));
        new Replication(regions.eu().admin(), REALM)
                .replicate(regions.us(), tap.url().toString(), Duration.ofSeconds(60));
        regions.eu()
                .admin()
                .put(REALM + "/users/" + realm.userId(regions.eu().admin(), "bob"), Json.of("{lastName:'Bobson'}"));
        regions.equality(REALM).assertRows();
        recorded = batches(0).get(batches(0).size() - 1);
        var header = reader.open(tap.heard().get(0)).header();
        realmId = header.realmId();
        schema = header.schema();
        stream = header.stream();
    }

    @AfterAll
    void close() {
        new Replication(regions.eu().admin(), REALM).end("us", Duration.ofSeconds(60));
        tap.close();
    }

    @BeforeEach
    void remember() {
        before = position();
    }

    @AfterEach
    void repair() {
        regions.toUs().set(Link.State.UP);
    }

    byte[] about(MessageType type, long control) {
        var terms = new Terms("http://127.0.0.1:1", List.of(), List.of(), Optional.empty());
        return Messages.bytes(
                switch (type) {
                    case FOLLOW -> new RoleOrder.Follow(control, terms);
                    case PROMOTE -> new RoleOrder.Promote(control, reached().epoch() + 1, terms, false);
                    case CANCEL -> new RoleOrder.Cancel(control);
                    default -> new Inquiry.Primary();
                });
    }

    Correspondent stranger(String name) throws IOException {
        var directory = Files.createTempDirectory("stranger");
        var keys = new Keys(directory);
        keys.make(name);
        Path trust = Files.createDirectories(directory.resolve("trust"));
        Files.copy(regions.trust("eu").resolve("us.pem"), trust.resolve("us.pem"));
        return new Correspondent(name, keys, trust);
    }

    byte[] batch(At at, Batch batch) {
        return eu.seal(header(MessageType.BATCH, "eu", "us", at), Forged.bytes(batch));
    }

    byte[] order(String id, Request order) {
        return eu.seal(header(order.type(), At.of(reached()), id, schema), Messages.bytes(order));
    }

    Header header(MessageType type, String from, String to, At at) {
        return header(type, from, to, at, realmId, schema);
    }

    Header header(MessageType type, At at, String id, String schema) {
        return header(type, "eu", "us", at, id, schema);
    }

    Header header(MessageType type, String from, String to, At at, String id, String schema) {
        return new Header(
                type,
                id,
                from,
                to,
                at.epoch(),
                at.base(),
                at.position(),
                MessageId.next(),
                null,
                at.part(),
                at.parts(),
                schema,
                stream);
    }

    /** What the next batch of the real primary would have. */
    At next() {
        var reached = reached();
        return new At(reached.epoch(), reached, new Position(reached.epoch(), reached.sequence() + 1), 1, 1);
    }

    /** The batches outside the first copy that have passed, from the given message on. */
    List<Batch> batches(int from) {
        var heard = tap.heard();
        var batches = new ArrayList<Batch>();
        for (var message : heard.subList(from, heard.size())) {
            var opened = reader.open(message);
            if (opened.header().type() == MessageType.BATCH) {
                var batch = read(opened.payload());
                if (batch.copy().isEmpty()) {
                    batches.add(batch);
                }
            }
        }
        return batches;
    }

    static Batch read(byte[] payload) {
        try {
            return BatchReader.read(payload);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode state() {
        return new Replication(regions.us().admin(), REALM).state();
    }

    String position() {
        return state().path("position").asText();
    }

    Position reached() {
        var parts = before.split(":");
        return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    void assertNothingChanged() {
        assertEquals(before, position());
        regions.equality(REALM).assertRows();
    }
}
