package io.multiregion.engine.receive;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.catalogue.Shapes;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.Member;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.MemberRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Region us, which trusts eu, ap and mars, as far as it receives: it applies no rows. */
final class ReceivingRegion implements AutoCloseable {

    /** An answer and the position in its header. */
    record Reply(Answer answer, Position reached) {
        Answer.Outcome outcome() {
            return answer.outcome();
        }
    }

    private static final Shape SHAPE = Shapes.of("26.7.0", "REALM.ID TEXT key");
    static final String SCHEMA = SHAPE.mark().toString();
    static final String STREAM = StreamId.next();
    static final URI URL = URI.create("https://region.example.test");

    private static final TestRegion US = TestRegion.ec("us");
    private static final Map<String, TestRegion> OTHERS =
            Map.of("eu", TestRegion.ec("eu"), "ap", TestRegion.ec("ap"), "mars", TestRegion.ec("mars"));

    private static final Map<String, Envelope> SENDERS =
            OTHERS.values().stream().collect(Collectors.toMap(TestRegion::name, region -> region.trusting(US)));

    private final Map<String, Consent> consents = new HashMap<>();
    private final EngineRegion region = new EngineRegion(
            "us",
            US.trusting(OTHERS.values().toArray(TestRegion[]::new)),
            SHAPE,
            new Consents("us", "master", name -> consents.getOrDefault(name, Consent.NONE)));
    private final KeycloakDatabase tables = region.database;

    KeycloakDatabase tables() {
        return tables;
    }

    void allow(String region, String consent) {
        consents.put(region, Consent.parse(consent));
    }

    /** Has us hold a copy of eu's realm, at epoch 1; ap holds one, too. */
    void holdsCopy(String realmId, String name) {
        assume(realmId, name, Role.SECONDARY, "eu");
        tables.transaction(connection -> {
            MemberRows.replace(
                    connection,
                    realmId,
                    List.of(new Member("eu", URL, ReplicaStatus.ACTIVE), new Member("ap", URL, ReplicaStatus.ACTIVE)));
            return null;
        });
    }

    /** Has us lead a realm, at epoch 1, with a replica in eu. */
    void leads(String realmId, String name) {
        assume(realmId, name, Role.PRIMARY, "us");
        tables.transaction(connection -> {
            ReplicaRows.add(connection, realmId, "eu", URL, ReplicaStatus.ACTIVE, STREAM);
            return null;
        });
    }

    private void assume(String realmId, String name, Role role, String primary) {
        tables.realm(realmId, name);
        tables.transaction(connection -> {
            RealmRows.assume(
                    connection,
                    RealmStates.of(
                            realmId,
                            name,
                            role,
                            1,
                            ReplicaStatus.ACTIVE,
                            primary,
                            URL,
                            new Position(1, 7),
                            new Position(1, 7),
                            Instant.EPOCH,
                            null,
                            STREAM));
            return null;
        });
    }

    RealmState state(String realmId) {
        return tables.transaction(connection -> RealmRows.of(connection, realmId))
                .orElseThrow();
    }

    /** A header from another region to us. */
    static Header header(MessageType type, String from, String realmId, long epoch, Position position) {
        return new Header(
                type,
                realmId,
                from,
                "us",
                epoch,
                position,
                position,
                MessageId.next(),
                type == MessageType.REPLY ? MessageId.next() : null,
                1,
                1,
                SCHEMA,
                stream(type));
    }

    /** A new primary begins a stream of its own. */
    private static String stream(MessageType type) {
        return type == MessageType.FOLLOW ? StreamId.next() : STREAM;
    }

    static Header ofSchema(Header header, String schema) {
        return new Header(
                header.type(),
                header.realmId(),
                header.from(),
                header.to(),
                header.epoch(),
                header.base(),
                header.position(),
                header.messageId(),
                header.inReplyTo(),
                header.part(),
                header.parts(),
                schema,
                header.stream());
    }

    /** What us answers. */
    Reply hears(Header header, byte[] payload) {
        try {
            Envelope sender = SENDERS.get(header.from());
            EngineRegion.Reply reply = region.answer(sender, sender.seal(header, payload));
            return new Reply(reply.answer(), reply.header().position());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        region.close();
    }
}
