package io.multiregion.engine.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.trust.TrustedRegions;
import java.io.IOException;
import java.time.Duration;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A region has more than one key: while it changes it, or since its keys do one thing only. And a key may be out of reach. */
class RotationTest {

    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final Header HEADER = Headers.batch("eu", "us");

    private static TestKey key(String name, String algorithm, int usage) {
        return TestKey.make(name, algorithm, Duration.ofDays(1), usage);
    }

    @ParameterizedTest
    @CsvSource({"RSA,EC", "EC,RSA", "EC,EC"})
    void aKeyIsChangedWithAnOverlap(String oldKind, String newKind) throws NotAcceptedException {
        TestKey before = key("eu", oldKind, TestKey.ANY);
        TestKey after = key("eu", newKind, TestKey.ANY);
        TestRegion us = TestRegion.ec("us");
        TrustedRegions trust = new TestTrust(us);
        Envelope old = new Envelope("eu", TestRegion.keys(before), trust);
        Envelope both = new Envelope("eu", TestRegion.keys(after, before), trust);
        Envelope trustingOld = new Envelope("us", us.keys(), TestTrust.of("eu", before));
        Envelope trustingBoth = new Envelope("us", us.keys(), TestTrust.of("eu", after, before));
        Envelope trustingNew = new Envelope("us", us.keys(), TestTrust.of("eu", after));

        opens(trustingBoth, old.seal(HEADER, PAYLOAD));
        opens(trustingBoth, both.seal(HEADER, PAYLOAD));
        opens(both, trustingOld.seal(Headers.reply("us", "eu"), PAYLOAD));
        opens(both, trustingBoth.seal(Headers.reply("us", "eu"), PAYLOAD));
        opens(both, trustingNew.seal(Headers.reply("us", "eu"), PAYLOAD));

        byte[] ofTheOldKey = old.seal(HEADER, PAYLOAD);
        assertTrue(assertThrows(NotAcceptedException.class, () -> trustingNew.open(ofTheOldKey))
                .reason()
                .contains("not a trusted one of the sender"));
        byte[] forTheNewKey = trustingNew.seal(Headers.reply("us", "eu"), PAYLOAD);
        assertTrue(assertThrows(NotAcceptedException.class, () -> old.open(forTheNewKey))
                .reason()
                .contains("another certificate of this region"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void oneKeySignsAndAnotherOneOpens(String kind) throws NotAcceptedException {
        int opening = kind.equals("RSA") ? KeyUsage.keyEncipherment : KeyUsage.keyAgreement;
        TestKey opens = key("eu", kind, opening);
        TestKey signs = key("eu", kind, KeyUsage.digitalSignature);
        TestRegion us = TestRegion.rsa("us");
        for (TestKey[] order : new TestKey[][] {{opens, signs}, {signs, opens}}) {
            Envelope eu = new Envelope("eu", TestRegion.keys(order), new TestTrust(us));
            Envelope peer = new Envelope("us", us.keys(), TestTrust.of("eu", order));
            opens(peer, eu.seal(HEADER, PAYLOAD));
            opens(eu, peer.seal(Headers.reply("us", "eu"), PAYLOAD));
        }
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TestRegion.keys(opens))
                .getMessage()
                .contains("may sign"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TestRegion.keys(signs))
                .getMessage()
                .contains("may open"));
    }

    @Test
    void aSignatureOfAKeyThatMayNotSignIsRefused() {
        TestKey signsSecretly = key("eu", "EC", TestKey.ANY);
        TestKey opening = key("eu", "EC", KeyUsage.keyAgreement);
        TestRegion us = TestRegion.ec("us");
        byte[] message = new Envelope("eu", TestRegion.keys(signsSecretly), new TestTrust(us)).seal(HEADER, PAYLOAD);
        Envelope peer = new Envelope("us", us.keys(), TestTrust.of("eu", opening));
        assertTrue(assertThrows(NotAcceptedException.class, () -> peer.open(message))
                .reason()
                .contains("may sign"));
    }

    @Test
    void nobodySealsForAKeyThatMayNotOpen() {
        TestRegion eu = TestRegion.ec("eu");
        TrustedRegions trust = TestTrust.of("us", key("us", "EC", KeyUsage.digitalSignature));
        Envelope envelope = new Envelope("eu", eu.keys(), trust);
        assertTrue(assertThrows(IllegalStateException.class, () -> envelope.seal(HEADER, PAYLOAD))
                .getMessage()
                .contains("no certificate of region us may be sealed for"));
    }

    /** The message is fine: it must not be taken for a bad one. */
    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aKeyOutOfReachRefusesNothing(String kind) throws NotAcceptedException {
        TestRegion eu = TestRegion.of("eu", kind);
        TestRegion us = TestRegion.of("us", kind);
        WatchedKey watched = new WatchedKey(us.key());
        Envelope peer = new Envelope("us", TestRegion.keys(watched), new TestTrust(eu));
        byte[] message = eu.trusting(us).seal(HEADER, PAYLOAD);

        watched.failure = new KeyUnavailableException("test:us", "timed out", new IOException());
        assertSame(watched.failure, assertThrows(KeyUnavailableException.class, () -> peer.open(message)));
        assertSame(
                watched.failure,
                assertThrows(KeyUnavailableException.class, () -> peer.seal(Headers.reply("us", "eu"), PAYLOAD)));

        watched.failure = new KeyDeniedException("test:us", "the policy denies decrypt", null);
        assertEquals(
                "the content key was not opened by test:us: the policy denies decrypt",
                assertThrows(NotAcceptedException.class, () -> peer.open(message))
                        .reason());

        watched.failure = null;
        opens(peer, message);
    }

    private static void opens(Envelope envelope, byte[] message) throws NotAcceptedException {
        assertArrayEquals(PAYLOAD, envelope.open(message).payload());
    }
}
