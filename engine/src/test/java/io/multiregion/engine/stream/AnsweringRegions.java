package io.multiregion.engine.stream;

import io.multiregion.engine.catalogue.Shape;
import io.multiregion.engine.catalogue.Shapes;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Regions eu, ap and mars, which answer what they are told to, whatever they are asked, and the region us that asks them. */
public final class AnsweringRegions implements Transport {

    private static final TestRegion US = TestRegion.ec("us");
    private static final Map<String, TestRegion> OTHERS = Stream.of("eu", "ap", "mars")
            .map(TestRegion::ec)
            .collect(Collectors.toMap(TestRegion::name, region -> region));

    private static final Shape SHAPE = Shapes.of("26.7.0", "REALM.ID TEXT key");

    private static final Duration HANGS = Duration.ofMillis(1200);

    private final Map<String, Answer> answers = new HashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private volatile String hanging;
    private Runnable meanwhile = () -> {};
    private final Map<String, Envelope> envelopes =
            OTHERS.values().stream().collect(Collectors.toMap(TestRegion::name, region -> region.trusting(US)));

    /** How us asks them. */
    public Peer peer() {
        TestRegion[] others = OTHERS.values().toArray(TestRegion[]::new);
        return new Peer(
                "us",
                SHAPE,
                US.trusting(others),
                US.announcing(others),
                this,
                Duration.ofSeconds(1),
                (realmId, claim) -> {});
    }

    /** Has us lead a realm, at epoch 1, with replicas in other regions. */
    public static void lead(KeycloakDatabase us, String realmId, String... replicas) {
        us.realm(realmId, realmId);
        us.transaction(connection -> {
            RealmRows.assume(
                    connection,
                    RealmStates.of(
                            realmId,
                            realmId,
                            Role.PRIMARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            "us",
                            url("us"),
                            new Position(1, 7),
                            new Position(1, 7),
                            Instant.EPOCH,
                            null));
            for (String region : replicas) {
                ReplicaRows.add(connection, realmId, region, url(region), ReplicaStatus.ACTIVE, StreamId.next());
            }
            return null;
        });
    }

    /** Where a region is. */
    public static URI url(String region) {
        return URI.create("https://" + region + ".example.test");
    }

    /** What a region answers from now on; nothing else than that it can't be reached before. */
    public void answers(String region, Answer answer) {
        answers.put(region, answer);
    }

    /** A region that takes messages, and answers none in time. */
    public void hangs(String region) {
        hanging = region;
    }

    /** How many were sent there. */
    public int exchangesWithWhoHangs() {
        return exchanges.get();
    }

    /** What happens before the next answer comes. */
    public void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    @Override
    public byte[] exchange(Recipient to, String announcement, byte[] message, Duration patience) {
        String region = to.url().getHost().split("\\.")[0];
        if (region.equals(hanging)) {
            exchanges.incrementAndGet();
            LockSupport.parkNanos(HANGS.toNanos());
        }
        if (!answers.containsKey(region)) {
            throw new TransportException("no answer from " + to.url());
        }
        Envelope envelope = envelopes.get(region);
        Runnable happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
        try {
            Header asked = envelope.open(message).header();
            Header reply = new Header(
                    MessageType.REPLY,
                    asked.realmId(),
                    region,
                    "us",
                    asked.epoch(),
                    asked.base(),
                    Position.START,
                    MessageId.next(),
                    asked.messageId(),
                    1,
                    1,
                    asked.schema(),
                    asked.stream());
            return envelope.seal(reply, Messages.bytes(answers.get(region)));
        } catch (NotAcceptedException e) {
            throw new AssertionError(e.reason(), e);
        }
    }
}
