package io.multiregion.replication.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not open. Most of it is made with the parts of the envelope, by a sender that does not keep to the rules. */
class TamperTest {

    private static final TestRegion EU = TestRegion.ec("eu");
    private static final TestRegion US = TestRegion.ec("us");
    private static final TestRegion AP = TestRegion.ec("ap");
    private static final TestRegion EU_RSA = TestRegion.rsa("eu");
    private static final TestRegion US_RSA = TestRegion.rsa("us");
    private static final Header HEADER = Headers.batch("eu", "us");
    private static final KeyPurpose PURPOSE = KeyPurpose.of(HEADER);
    private static final byte[] PAYLOAD = "payload".repeat(20).getBytes();

    private static byte[] sealed() {
        return EU.trusting(US).seal(HEADER, PAYLOAD);
    }

    @Test
    void noByteCanBeChanged() {
        Envelope us = US.trusting(EU);
        byte[] message = sealed();
        for (int i = 0; i < message.length; i++) {
            byte[] tampered = message.clone();
            tampered[i] ^= (byte) (1 << i % 8);
            assertThrows(NotAccepted.class, () -> us.open(tampered), "a change at " + i);
        }
    }

    @Test
    void noByteOfAnRsaMessageCanBeChanged() {
        Envelope us = US_RSA.trusting(EU_RSA);
        byte[] message = EU_RSA.trusting(US_RSA).seal(HEADER, PAYLOAD);
        for (int i = 0; i < message.length; i++) {
            byte[] tampered = message.clone();
            tampered[i] ^= (byte) 0x80;
            assertThrows(NotAccepted.class, () -> us.open(tampered), "a change at " + i);
        }
    }

    @Test
    void nothingCanBeCutOff() {
        Envelope us = US.trusting(EU);
        byte[] message = sealed();
        for (int length = 0; length < message.length; length++) {
            byte[] tampered = Arrays.copyOf(message, length);
            assertThrows(NotAccepted.class, () -> us.open(tampered), "cut off at " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void nothingCanBeAppended(int more) {
        byte[] message = sealed();
        refused(US.trusting(EU), Arrays.copyOf(message, message.length + more), "not a sealed message");
    }

    static Stream<Arguments> crafted() throws Exception {
        byte[] header = new HeaderFormat().encode(HEADER);
        byte[] other = new HeaderFormat()
                .encode(new Header(
                        MessageType.DELETE,
                        HEADER.realmId(),
                        "eu",
                        "us",
                        1,
                        HEADER.base(),
                        HEADER.position(),
                        HEADER.messageId(),
                        null,
                        1,
                        1,
                        ""));
        byte[] encrypted = encrypt(plain(header, PAYLOAD), US);
        SignedPart good = SignedPart.sign(header, encrypted, EU.key());
        SignedPart byAp = SignedPart.sign(header, encrypted, AP.key());
        byte[] bomb = new byte[Envelope.MAX_PAYLOAD + 1];
        byte[] trailing = plain(header, PAYLOAD);
        byte[] cut = plain(header, PAYLOAD);
        byte[] version1 = header.clone();
        version1[1] = 1;
        byte[] wordy = new byte[header.length + 1];
        wordy[0] = (byte) 0x9f;
        System.arraycopy(header, 1, wordy, 1, header.length - 1);
        wordy[header.length] = (byte) 0xff;
        return Stream.of(
                arguments(
                        "the header of another message",
                        SignedPart.of(good.signer(), other, encrypted, good.signature())
                                .encode(EU.certificate().getPublicKey()),
                        "the signature is not of the trusted key"),
                arguments(
                        "a new header on a ciphertext of another region",
                        sign(other, encrypted, EU),
                        "the signed header and the encrypted one are not the same"),
                arguments("signed by another region", sign(header, encrypted, AP), "not a trusted one of the sender"),
                arguments(
                        "signed by another region, naming the sender",
                        SignedPart.of(good.signer(), header, encrypted, byAp.signature())
                                .encode(EU.certificate().getPublicKey()),
                        "the signature is not of the trusted key"),
                arguments(
                        "signed by the sender, naming another signer",
                        SignedPart.of(byAp.signer(), header, encrypted, good.signature())
                                .encode(EU.certificate().getPublicKey()),
                        "not a trusted one of the sender"),
                arguments("not encrypted", sign(header, plain(header, PAYLOAD), EU), "not a sealed message"),
                arguments(
                        "signed, but not encrypted CMS",
                        sign(header, good.encode(EU.certificate().getPublicKey()), EU),
                        "not encrypted"),
                arguments(
                        "encrypted for another region",
                        sign(header, encrypt(plain(header, PAYLOAD), AP), EU),
                        "another certificate of this region"),
                arguments(
                        "encrypted for another kind of key",
                        sign(header, encrypt(plain(header, PAYLOAD), US_RSA), EU),
                        "another certificate of this region"),
                arguments("a zip bomb", sign(header, encrypt(plain(header, bomb), US), EU), "inflates to more than"),
                arguments(
                        "bytes after the payload",
                        sign(header, encrypt(Arrays.copyOf(trailing, trailing.length + 1), US), EU),
                        "something follows the payload"),
                arguments(
                        "a payload that ends too early",
                        sign(header, encrypt(Arrays.copyOf(cut, cut.length - 1), US), EU),
                        "ends too early"),
                arguments(
                        "a payload that is not deflated",
                        sign(header, encrypt(Arrays.copyOf(plain(header, PAYLOAD), header.length + 40), US), EU),
                        "the payload"),
                arguments("no plain text", sign(header, encrypt(new byte[0], US), EU), "are not the same"),
                arguments(
                        "format version 1",
                        sign(version1, encrypt(plain(version1, PAYLOAD), US), EU),
                        "format version 1"),
                arguments(
                        "another encoding of the header",
                        sign(wordy, encrypted, EU),
                        "the header is not in its only encoding"),
                arguments("an empty header", sign(new byte[0], encrypted, EU), "the header is out of bounds"),
                arguments("a header that is too long", sign(new byte[2049], encrypted, EU), "the header is longer"),
                arguments(
                        "a header that is no CBOR",
                        sign(new byte[] {(byte) 0x8f, 1, 2, (byte) 0xfd}, encrypted, EU),
                        "the header"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void crafted(String what, byte[] message, String reason) {
        refused(US.trusting(EU, AP), message, reason);
    }

    @Test
    void anUnknownSender() {
        refused(US.trusting(AP), sealed(), "the sender eu is not trusted");
    }

    @Test
    void aMessageForAnotherRegion() {
        refused(AP.trusting(EU), sealed(), "the message is for region us");
    }

    @Test
    void anOldCertificateOfThisRegion() {
        refused(TestRegion.ec("us").trusting(EU), sealed(), "another certificate of this region");
    }

    @Test
    void anExpiredSender() {
        TestRegion expired = TestRegion.expired("eu");
        refused(US.trusting(expired), expired.trusting(US).seal(HEADER, PAYLOAD), "is not valid now");
    }

    @Test
    void aMessageThatIsTooLong() {
        refused(US.trusting(EU), new byte[Envelope.MAX_MESSAGE + 1], "more than 9437184 bytes");
    }

    /** A parser that recurses would overflow its stack. */
    @ParameterizedTest
    @ValueSource(ints = {0x30, 0x31, 0x24, 0xa0})
    void nestingWithoutEnd(int tag) {
        byte[] nested = new byte[2_000_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = (byte) tag;
            nested[i + 1] = (byte) 0x80;
        }
        refused(US.trusting(EU), nested, "not a sealed message");
    }

    /** A parser that makes an object of each would fill the heap. */
    @Test
    void elementsWithoutEnd() {
        byte[] tiny = new byte[Envelope.MAX_MESSAGE];
        tiny[0] = 0x31;
        tiny[1] = (byte) 0x83;
        int length = tiny.length - 5;
        tiny[2] = (byte) (length >>> 16);
        tiny[3] = (byte) (length >>> 8);
        tiny[4] = (byte) length;
        refused(US.trusting(EU), tiny, "more than 400 elements");
    }

    private static void refused(Envelope envelope, byte[] message, String reason) {
        NotAccepted refused = assertThrows(NotAccepted.class, () -> envelope.open(message));
        assertTrue(refused.reason().contains(reason), refused.reason());
        assertEquals(refused.reason(), refused.getMessage());
    }

    private static byte[] sign(byte[] header, byte[] content, TestRegion signer) throws Exception {
        return SignedPart.sign(header, content, signer.key())
                .encode(signer.certificate().getPublicKey());
    }

    private static byte[] encrypt(byte[] plain, TestRegion recipient) throws Exception {
        return encrypt(plain, recipient, PURPOSE);
    }

    /** A key for one purpose, with the seed of it where the plain text has the place for it. */
    private static byte[] encrypt(byte[] plain, TestRegion recipient, KeyPurpose purpose) throws Exception {
        SealingKey.Use use = new SealingKeys(new SecureRandom(), KeyLimits.USUAL, System::nanoTime)
                .next(purpose, recipient.certificate());
        int header = plain.length < 2 ? 0 : 2 + (plain[0] << 8 | plain[1]);
        if (plain.length >= header + KeyPurpose.SEED_BYTES) {
            System.arraycopy(use.seed(), 0, plain, header, KeyPurpose.SEED_BYTES);
        }
        return EncryptedPart.encrypt(ByteBuffer.wrap(plain), use);
    }

    /** With nothing where the seed belongs. */
    private static byte[] plain(byte[] header, byte[] payload) {
        ByteBuffer plain = new PlainText(header, new byte[KeyPurpose.SEED_BYTES], payload)
                .encode(new Compression(Integer.MAX_VALUE));
        return Arrays.copyOf(plain.array(), plain.limit());
    }
}
