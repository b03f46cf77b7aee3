package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Shapes;
import io.multiregion.engine.peer.TestCertificates;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.TrustedRegions;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is noted as the last error of a replica is read by the realm's administrators. */
class KeyTroubleTest {

    private static final URI US = URI.create("https://us.test");

    @Test
    void saysNothingOfAKeyThatCannotSign() {
        TrustedRegions onlyUs = new OnlyUs();
        Envelope envelope = new Envelope("eu", new RegionKeys(List.of(new OutOfReach())), onlyUs);
        Peer peer = new Peer(
                "eu",
                Shapes.of("26.7.0", "REALM.ID TEXT key"),
                envelope,
                new Announcements("eu", envelope, onlyUs, Clock.systemUTC()),
                (region, announcement, message, patience) -> new byte[0],
                Duration.ofSeconds(1),
                (realm, claim) -> {});
        TransportException failure = assertThrows(
                TransportException.class,
                () -> peer.say(realm(), replica(), Peer.Subject.of(MessageType.CLAIM, Position.START), new byte[1]));
        assertEquals(KeyTrouble.SAID, failure.getMessage());
        assertTrue(failure.getCause().getMessage().contains("kms.internal"), "the log has it");
    }

    private static RealmState realm() {
        return RealmStates.of(
                "acme-id",
                "acme",
                Role.PRIMARY,
                1,
                ReplicaStatus.ACTIVE,
                "eu",
                URI.create("https://eu.test"),
                Position.START,
                Position.START,
                Instant.EPOCH,
                null);
    }

    private static ReplicaState replica() {
        return new ReplicaState(
                "acme-id",
                "us",
                US,
                ReplicaStatus.ACTIVE,
                ReplicaStatus.ACTIVE,
                Position.START,
                "",
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null,
                0,
                StreamId.NONE);
    }

    private static final class OutOfReach implements IdentityKey {

        @Override
        public String uri() {
            return "awskms:kms.internal";
        }

        @Override
        public X509Certificate certificate() {
            return TestCertificates.since("eu", Duration.ofDays(1));
        }

        @Override
        public byte[] sign(byte[] message) {
            throw failure();
        }

        @Override
        public byte[] decrypt(byte[] encrypted) {
            throw failure();
        }

        @Override
        public byte[] agree(ECPublicKey other) {
            throw failure();
        }

        private KeyUnavailableException failure() {
            return new KeyUnavailableException(uri(), "HTTP status 403", null);
        }
    }

    private static final class OnlyUs implements TrustedRegions {

        @Override
        public List<X509Certificate> certificates(String region) {
            return List.of(TestCertificates.since("us", Duration.ofDays(1)));
        }

        @Override
        public Set<String> names() {
            return Set.of("us");
        }
    }
}
