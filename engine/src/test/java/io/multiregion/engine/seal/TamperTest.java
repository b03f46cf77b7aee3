package io.multiregion.engine.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Header;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must not open: the message as a whole. {@link FieldTamperTest} has its fields. Most of it is made with the parts of the envelope,
 * by a sender that does not keep to the rules.
 */
class TamperTest {

    private static final Header HEADER = Headers.batch("eu", "us");
    private static final byte[] PAYLOAD = "payload".repeat(20).getBytes();

    @ParameterizedTest
    @EnumSource
    void noByteCanBeChanged(KeyKind kind) {
        Envelope us = kind.us.trusting(kind.eu);
        byte[] message = sealed(kind);
        for (int i = 0; i < message.length; i++) {
            byte[] tampered = message.clone();
            tampered[i] ^= (byte) (1 << i % 8);
            assertThrows(NotAcceptedException.class, () -> us.open(tampered), "a change at " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingCanBeCutOff(KeyKind kind) {
        Envelope us = kind.us.trusting(kind.eu);
        byte[] message = sealed(kind);
        for (int length = 0; length < message.length; length++) {
            byte[] tampered = Arrays.copyOf(message, length);
            assertThrows(NotAcceptedException.class, () -> us.open(tampered), "cut off at " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void nothingCanBeAppended(int more) {
        byte[] message = sealed(KeyKind.EC);
        refused(
                KeyKind.EC.us.trusting(KeyKind.EC.eu),
                Arrays.copyOf(message, message.length + more),
                "not a sealed message");
    }

    static Stream<Arguments> crafted() throws Exception {
        return Stream.concat(craftedFor(KeyKind.RSA), craftedFor(KeyKind.EC));
    }

    private static Stream<Arguments> craftedFor(KeyKind kind) throws Exception {
        Craft craft = new Craft(kind, HEADER);
        byte[] header = craft.header();
        byte[] encrypted = craft.encrypted(PAYLOAD);
        SignedPart good = SignedPart.sign(header, encrypted, kind.eu.key());
        SignedPart byAp = SignedPart.sign(header, encrypted, kind.ap.key());
        byte[] trailing = craft.plain(PAYLOAD);
        byte[] version1 = header.clone();
        version1[1] = 1;
        byte[] wordy = new byte[header.length + 1];
        wordy[0] = (byte) 0x9f;
        System.arraycopy(header, 1, wordy, 1, header.length - 1);
        wordy[header.length] = (byte) 0xff;
        return Stream.of(
                arguments(
                        kind,
                        "signed by another region",
                        byAp.encode(kind.ap.certificate().getPublicKey()),
                        "not a trusted one of the sender"),
                arguments(
                        kind,
                        "signed by another region, naming the sender's certificate",
                        SignedPart.of(good.signer(), header, encrypted, byAp.signature())
                                .encode(kind.eu.certificate().getPublicKey()),
                        "the signature is not of the trusted key"),
                arguments(
                        kind,
                        "signed by the sender, naming another certificate",
                        SignedPart.of(byAp.signer(), header, encrypted, good.signature())
                                .encode(kind.eu.certificate().getPublicKey()),
                        "not a trusted one of the sender"),
                arguments(kind, "not encrypted", craft.signed(craft.plain(PAYLOAD)), "not a sealed message"),
                arguments(
                        kind,
                        "signed twice, but not encrypted",
                        craft.signed(craft.signed(encrypted)),
                        "what is signed is not encrypted"),
                arguments(
                        kind,
                        "encrypted for another region",
                        craft.signed(craft.encryptedFor(kind.ap, PAYLOAD)),
                        "another certificate of this region"),
                arguments(
                        kind,
                        "encrypted for another kind of key",
                        craft.signed(craft.encryptedFor(kind.other().us, PAYLOAD)),
                        "another certificate of this region"),
                arguments(
                        kind,
                        "a zip bomb",
                        craft.signed(craft.encrypted(new byte[Envelope.MAX_PAYLOAD + 1])),
                        "inflates to more than"),
                arguments(
                        kind,
                        "bytes after the payload",
                        craft.signed(craft.encryptedPlain(Arrays.copyOf(trailing, trailing.length + 1))),
                        "something follows the payload"),
                arguments(
                        kind,
                        "a payload that ends too early",
                        craft.signed(craft.encryptedPlain(Arrays.copyOf(trailing, trailing.length - 1))),
                        "ends too early"),
                arguments(
                        kind,
                        "a payload that is not deflated",
                        craft.signed(craft.encryptedPlain(Arrays.copyOf(trailing, header.length + 40))),
                        "the payload"),
                arguments(
                        kind,
                        "no plain text",
                        craft.signed(craft.encryptedPlain(new byte[0])),
                        "the signed header and the encrypted one are not the same"),
                arguments(
                        kind,
                        "a seed that is cut off",
                        craft.signed(craft.encryptedPlain(Arrays.copyOf(trailing, header.length + 20))),
                        "the signed header and the encrypted one are not the same"),
                arguments(kind, "format version 1", craft.signed(version1, encrypted), "format version 1"),
                arguments(
                        kind,
                        "another encoding of the header",
                        craft.signed(wordy, encrypted),
                        "the header is not in its only encoding"),
                arguments(kind, "an empty header", craft.signed(new byte[0], encrypted), "the header is out of bounds"),
                arguments(
                        kind,
                        "a header that is too long",
                        craft.signed(new byte[2049], encrypted),
                        "the header is longer"),
                arguments(
                        kind,
                        "a header that is no CBOR",
                        craft.signed(new byte[] {(byte) 0x8f, 1, 2, (byte) 0xfd}, encrypted),
                        "the header"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void crafted(KeyKind kind, String what, byte[] message, String reason) {
        refused(kind.us.trusting(kind.eu, kind.ap), message, reason);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWellMadeOpens(KeyKind kind) throws Exception {
        Craft craft = new Craft(kind, HEADER);
        byte[] message = craft.signed(craft.encrypted(PAYLOAD));
        assertArrayEquals(
                PAYLOAD, kind.us.trusting(kind.eu, kind.ap).open(message).payload());
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownSender(KeyKind kind) {
        refused(kind.us.trusting(kind.ap), sealed(kind), "the sender eu is not trusted");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageForAnotherRegion(KeyKind kind) {
        refused(kind.ap.trusting(kind.eu), sealed(kind), "the message is for region us");
    }

    @ParameterizedTest
    @EnumSource
    void anOldCertificateOfThisRegion(KeyKind kind) {
        refused(TestRegion.of("us", kind.name()).trusting(kind.eu), sealed(kind), "another certificate of this region");
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredSender(KeyKind kind) {
        byte[] message = kind.expired.trusting(kind.us).seal(HEADER, PAYLOAD);
        refused(kind.us.trusting(kind.expired), message, "the certificate of eu is not valid now");
    }

    /** What was remembered of a region that is revoked is of no use to it. */
    @ParameterizedTest
    @EnumSource
    void aRevokedSender(KeyKind kind) throws NotAcceptedException {
        Map<String, List<X509Certificate>> trusted = new HashMap<>(Map.of("eu", List.of(kind.eu.certificate())));
        Envelope us = new Envelope("us", kind.us.keys(), new TestTrust(trusted));
        byte[] message = sealed(kind);
        assertArrayEquals(PAYLOAD, us.open(message).payload());
        trusted.remove("eu");
        refused(us, message, "the sender eu is not trusted");
    }

    @Test
    void aMessageThatIsTooLong() {
        refused(KeyKind.EC.us.trusting(KeyKind.EC.eu), new byte[Envelope.MAX_MESSAGE + 1], "more than 9437184 bytes");
    }

    /** A parser that recurses would overflow its stack. */
    @ParameterizedTest
    @ValueSource(ints = {0x30, 0x31, 0x24, 0xa0})
    void nestingWithoutEnd(int tag) throws Exception {
        byte[] nested = new byte[2_000_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = (byte) tag;
            nested[i + 1] = (byte) 0x80;
        }
        refused(KeyKind.EC.us.trusting(KeyKind.EC.eu), nested, "not a sealed message");
        refused(
                KeyKind.EC.us.trusting(KeyKind.EC.eu),
                new Craft(KeyKind.EC, HEADER).signed(nested),
                "not a sealed message");
    }

    /** A parser that makes an object of each would fill the heap; a trusted region may not do that either. */
    @Test
    void elementsWithoutEnd() throws Exception {
        int length = Envelope.MAX_MESSAGE - 1000;
        byte[] tiny = ByteBuffer.allocate(length)
                .put((byte) 0x31)
                .putInt(0x83 << 24 | length - 5)
                .array();
        refused(KeyKind.EC.us.trusting(KeyKind.EC.eu), tiny, "more than 400 elements");
        refused(
                KeyKind.EC.us.trusting(KeyKind.EC.eu),
                new Craft(KeyKind.EC, HEADER).signed(tiny),
                "more than 400 elements");
    }

    private static byte[] sealed(KeyKind kind) {
        return kind.eu.trusting(kind.us).seal(HEADER, PAYLOAD);
    }

    static void refused(Envelope envelope, byte[] message, String reason) {
        NotAcceptedException refused = assertThrows(NotAcceptedException.class, () -> envelope.open(message));
        assertTrue(refused.reason().contains(reason), refused.reason());
        assertEquals(refused.reason(), refused.getMessage());
    }
}
