package io.multiregion.engine.seal;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.cms.CertificateName;
import io.multiregion.engine.seal.cms.EncryptedPart;
import io.multiregion.engine.seal.cms.OutgoingKey;
import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import io.multiregion.engine.seal.header.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tamper table, field by field. Fields of the header are changed twice: by somebody on the way, who has no key, and by a trusted
 * region that signs again what another one has sealed. Fields of the encrypted layer are changed under a good signature, as only the
 * sender itself could.
 */
class FieldTamperTest {

    private static final Header HEADER = Headers.batch("eu", "us");
    private static final byte[] PAYLOAD = "payload".repeat(20).getBytes();
    private static final String SIGNATURE = "the signature is not of the trusted key of the sender";
    private static final String NOT_THE_SAME = "the signed header and the encrypted one are not the same";
    private static final String CONTENT_KEY = "does not open with its content key";
    private static final String SHAPE = "has not the shape it has to have";

    static Stream<Arguments> header() {
        return Stream.of(KeyKind.values())
                .flatMap(kind -> Stream.of(
                        arguments(kind, "type", with(MessageType.DELETE, "acme", 1, 41, 42, 1, 1, "schema-1")),
                        arguments(kind, "realm", with(MessageType.BATCH, "acmf", 1, 41, 42, 1, 1, "schema-1")),
                        arguments(kind, "realm, cut off", with(MessageType.BATCH, "acm", 1, 41, 42, 1, 1, "schema-1")),
                        arguments(kind, "realm, longer", with(MessageType.BATCH, "acme ", 1, 41, 42, 1, 1, "schema-1")),
                        arguments(kind, "epoch", with(MessageType.BATCH, "acme", 2, 41, 42, 1, 1, "schema-1")),
                        arguments(kind, "base", with(MessageType.BATCH, "acme", 1, 40, 42, 1, 1, "schema-1")),
                        arguments(kind, "position", with(MessageType.BATCH, "acme", 1, 41, 43, 1, 1, "schema-1")),
                        arguments(kind, "part", with(MessageType.BATCH, "acme", 1, 41, 42, 2, 2, "schema-1")),
                        arguments(kind, "parts", with(MessageType.BATCH, "acme", 1, 41, 42, 1, 0, "schema-1")),
                        arguments(kind, "schema", with(MessageType.BATCH, "acme", 1, 41, 42, 1, 1, "schema-2")),
                        arguments(kind, "stream", inStream("0".repeat(32))),
                        arguments(kind, "no stream", inStream("")),
                        arguments(kind, "message id", named(HEADER, "f".repeat(32), null)),
                        arguments(
                                kind,
                                "in reply to",
                                named(Headers.reply("eu", "us"), HEADER.messageId(), "f".repeat(32)))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void header(KeyKind kind, String field, Header changed) throws Exception {
        Craft craft = new Craft(kind, HEADER);
        byte[] encrypted = craft.encrypted(PAYLOAD);
        SignedPart good = SignedPart.sign(craft.header(), encrypted, kind.eu.key());
        byte[] header = new HeaderFormat().encode(changed);
        Envelope us = kind.us.trusting(kind.eu, kind.ap);
        us.open(good.encode(kind.eu.certificate().getPublicKey()));
        TamperTest.refused(
                us,
                SignedPart.of(good.signer(), header, encrypted, good.signature())
                        .encode(kind.eu.certificate().getPublicKey()),
                SIGNATURE);
        TamperTest.refused(us, craft.signed(header, encrypted), NOT_THE_SAME);
    }

    static Stream<Arguments> regions() throws Exception {
        List<Arguments> table = new ArrayList<>();
        for (KeyKind kind : KeyKind.values()) {
            Craft craft = new Craft(kind, HEADER);
            byte[] encrypted = craft.encrypted(PAYLOAD);
            byte[] signature =
                    SignedPart.sign(craft.header(), encrypted, kind.eu.key()).signature();
            byte[] fromAp = new HeaderFormat().encode(Headers.batch("ap", "us"));
            byte[] toAp = new HeaderFormat().encode(Headers.batch("eu", "ap"));
            var ap = CertificateName.of(kind.ap.certificate());
            var eu = CertificateName.of(kind.eu.certificate());
            var key = kind.eu.certificate().getPublicKey();
            table.add(arguments(
                    kind,
                    "from",
                    SignedPart.of(ap, fromAp, encrypted, signature).encode(key),
                    SIGNATURE));
            table.add(arguments(
                    kind,
                    "from, signed again by that region",
                    SignedPart.sign(fromAp, encrypted, kind.ap.key())
                            .encode(kind.ap.certificate().getPublicKey()),
                    NOT_THE_SAME));
            table.add(arguments(
                    kind,
                    "to",
                    SignedPart.of(eu, toAp, encrypted, signature).encode(key),
                    "the message is for region ap"));
            table.add(
                    arguments(kind, "to, signed again", craft.signed(toAp, encrypted), "the message is for region ap"));
        }
        return table.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void regions(KeyKind kind, String field, byte[] message, String reason) {
        TamperTest.refused(kind.us.trusting(kind.eu, kind.ap), message, reason);
    }

    static Stream<Arguments> encrypted() throws Exception {
        List<Arguments> table = new ArrayList<>();
        for (KeyKind kind : KeyKind.values()) {
            Craft craft = new Craft(kind, HEADER);
            OutgoingKey.Use use = craft.use(kind.us);
            EncryptedPart good = EncryptedPart.read(EncryptedPart.encrypt(
                    new PlainText(craft.header(), use.seed(), PAYLOAD).encode(new Compression(1000)), use));
            byte[] all = good.encrypted();
            table.add(row(craft, "nonce", part(good, flip(good.nonce(), 11), all), CONTENT_KEY));
            for (int length : new int[] {0, 11, 13, 16}) {
                byte[] nonce = Arrays.copyOf(good.nonce(), length);
                table.add(row(craft, "nonce of " + length, part(good, nonce, all), "another nonce or tag size"));
            }
            table.add(row(craft, "ciphertext", part(good, good.nonce(), flip(all, 60)), CONTENT_KEY));
            table.add(row(
                    craft,
                    "ciphertext, cut off",
                    part(good, good.nonce(), Arrays.copyOfRange(all, 1, all.length)),
                    CONTENT_KEY));
            table.add(row(
                    craft,
                    "ciphertext, longer",
                    part(
                            good,
                            good.nonce(),
                            ByteBuffer.allocate(all.length + 1).put(1, all).array()),
                    CONTENT_KEY));
            table.add(row(craft, "tag", part(good, good.nonce(), flip(all, all.length - 1)), CONTENT_KEY));
            for (int length : new int[] {0, 12, 15, 17}) {
                byte[] tag = Arrays.copyOf(new byte[] {1}, length);
                table.add(row(
                        craft,
                        "tag of " + length,
                        layer(good, new DERSet(good.wrapped()), gcm(good), tag, null),
                        SHAPE));
            }
            byte[] tag = Arrays.copyOfRange(all, all.length - 16, all.length);
            RecipientInfo ap = craft.use(kind.ap).wrapped();
            table.add(row(
                    craft,
                    "a second recipient",
                    layer(good, new DERSet(new RecipientInfo[] {good.wrapped(), ap}), gcm(good), tag, null),
                    SHAPE));
            ASN1Set attribute = new DERSet(new Attribute(CMSObjectIdentifiers.data, new DERSet()));
            table.add(row(
                    craft, "an attribute", layer(good, new DERSet(good.wrapped()), gcm(good), tag, attribute), SHAPE));
            for (ASN1ObjectIdentifier other :
                    List.of(NISTObjectIdentifiers.id_aes128_GCM, NISTObjectIdentifiers.id_aes256_CBC)) {
                AlgorithmIdentifier algorithm =
                        new AlgorithmIdentifier(other, gcm(good).getParameters());
                table.add(row(
                        craft,
                        "algorithm " + other,
                        layer(good, new DERSet(good.wrapped()), algorithm, tag, null),
                        "not encrypted with AES-256-GCM"));
            }
            OutgoingKey.Use seedless = craft.use(kind.us);
            table.add(row(
                    craft,
                    "seed",
                    EncryptedPart.encrypt(
                            new PlainText(craft.header(), flip(seedless.seed(), 31), PAYLOAD)
                                    .encode(new Compression(1000)),
                            seedless),
                    "the content key is not one for this realm"));
            for (Arguments wrapped : kind == KeyKind.RSA ? transported(good.wrapped()) : agreed(good.wrapped())) {
                Object[] values = wrapped.get();
                table.add(row(
                        craft,
                        (String) values[0],
                        new EncryptedPart((RecipientInfo) values[1], good.nonce(), all).encode(),
                        (String) values[2]));
            }
        }
        return table.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void encrypted(KeyKind kind, String field, byte[] message, String reason) {
        TamperTest.refused(kind.us.trusting(kind.eu), message, reason);
    }

    private static List<Arguments> transported(RecipientInfo wrapped) {
        KeyTransRecipientInfo good = (KeyTransRecipientInfo) wrapped.getInfo();
        byte[] key = good.getEncryptedKey().getOctets();
        var oaep = good.getKeyEncryptionAlgorithm();
        String denied = "the content key was not opened by test:CN=us";
        String algorithm = "not sent by RSA-OAEP with SHA-256";
        return List.of(
                arguments("wrapped key", transported(good, oaep, flip(key, 100)), denied),
                arguments("wrapped key, cut off", transported(good, oaep, Arrays.copyOf(key, 100)), denied),
                arguments("wrapped key, longer", transported(good, oaep, Arrays.copyOf(key, key.length + 1)), denied),
                arguments("no wrapped key", transported(good, oaep, new byte[0]), denied),
                arguments(
                        "RSA-OAEP with SHA-1",
                        transported(good, new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP), key),
                        algorithm),
                arguments(
                        "RSA with PKCS #1 v1.5",
                        transported(good, new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), key),
                        algorithm));
    }

    private static RecipientInfo transported(KeyTransRecipientInfo good, AlgorithmIdentifier algorithm, byte[] key) {
        return new RecipientInfo(
                new KeyTransRecipientInfo(good.getRecipientIdentifier(), algorithm, new DEROctetString(key)));
    }

    private static List<Arguments> agreed(RecipientInfo wrapped) {
        KeyAgreeRecipientInfo good = (KeyAgreeRecipientInfo) wrapped.getInfo();
        RecipientEncryptedKey sent = RecipientEncryptedKey.getInstance(
                good.getRecipientEncryptedKeys().getObjectAt(0));
        byte[] key = sent.getEncryptedKey().getOctets();
        byte[] point =
                good.getOriginator().getOriginatorKey().getPublicKeyData().getOctets();
        var curve = good.getOriginator().getOriginatorKey().getAlgorithm();
        var other = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp384r1);
        var ecdh = good.getKeyEncryptionAlgorithm();
        var sha384 =
                new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha384kdf_scheme, ecdh.getParameters());
        String opens = "does not open with the key of this region";
        String algorithm = "not sent by ECDH on P-256";
        return List.of(
                arguments("wrapped key", agreed(curve, point, null, ecdh, sent, flip(key, 5)), opens),
                arguments(
                        "wrapped key, cut off", agreed(curve, point, null, ecdh, sent, Arrays.copyOf(key, 32)), opens),
                arguments("wrapped key, longer", agreed(curve, point, null, ecdh, sent, Arrays.copyOf(key, 48)), opens),
                arguments("no wrapped key", agreed(curve, point, null, ecdh, sent, new byte[0]), opens),
                arguments(
                        "a point that is not on the curve",
                        agreed(curve, flip(point, 64), null, ecdh, sent, key),
                        "the content key was not opened by test:CN=us"),
                arguments("no point", agreed(curve, new byte[0], null, ecdh, sent, key), opens),
                arguments("the point at infinity", agreed(curve, new byte[1], null, ecdh, sent, key), opens),
                arguments("another curve", agreed(other, point, null, ecdh, sent, key), algorithm),
                arguments("keying material", agreed(curve, point, new byte[8], ecdh, sent, key), algorithm),
                arguments("another derivation", agreed(curve, point, null, sha384, sent, key), algorithm));
    }

    private static RecipientInfo agreed(
            AlgorithmIdentifier curve,
            byte[] point,
            byte[] material,
            AlgorithmIdentifier algorithm,
            RecipientEncryptedKey sent,
            byte[] key) {
        return new RecipientInfo(new KeyAgreeRecipientInfo(
                new OriginatorIdentifierOrKey(new OriginatorPublicKey(curve, point)),
                material == null ? null : new DEROctetString(material),
                algorithm,
                new DERSequence(new RecipientEncryptedKey(sent.getIdentifier(), new DEROctetString(key)))));
    }

    private static Arguments row(Craft craft, String field, byte[] encrypted, String reason) throws Exception {
        return arguments(craft.kind(), field, craft.signed(encrypted), reason);
    }

    private static byte[] part(EncryptedPart good, byte[] nonce, byte[] encrypted) throws Exception {
        return new EncryptedPart(good.wrapped(), nonce, encrypted).encode();
    }

    private static AlgorithmIdentifier gcm(EncryptedPart good) {
        return new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(good.nonce(), 16));
    }

    private static byte[] layer(
            EncryptedPart good, ASN1Set recipients, AlgorithmIdentifier algorithm, byte[] tag, ASN1Set attributes)
            throws Exception {
        byte[] ciphertext = Arrays.copyOf(good.encrypted(), good.encrypted().length - 16);
        AuthEnvelopedData data = new AuthEnvelopedData(
                null,
                recipients,
                new EncryptedContentInfo(CMSObjectIdentifiers.data, algorithm, new DEROctetString(ciphertext)),
                attributes,
                new DEROctetString(tag),
                null);
        return new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, data).getEncoded(ASN1Encoding.DER);
    }

    private static byte[] flip(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= 1;
        return flipped;
    }

    private static Header with(
            MessageType type, String realm, long epoch, long base, long position, int part, int parts, String schema) {
        return new Header(
                type,
                realm,
                "eu",
                "us",
                epoch,
                new Position(1, base),
                new Position(1, position),
                HEADER.messageId(),
                null,
                part,
                parts,
                schema,
                HEADER.stream());
    }

    private static Header inStream(String stream) {
        return new Header(
                HEADER.type(),
                HEADER.realmId(),
                HEADER.from(),
                HEADER.to(),
                HEADER.epoch(),
                HEADER.base(),
                HEADER.position(),
                HEADER.messageId(),
                null,
                HEADER.part(),
                HEADER.parts(),
                HEADER.schema(),
                stream);
    }

    private static Header named(Header header, String messageId, String inReplyTo) {
        return new Header(
                header.type(),
                header.realmId(),
                header.from(),
                header.to(),
                header.epoch(),
                header.base(),
                header.position(),
                messageId,
                inReplyTo,
                header.part(),
                header.parts(),
                header.schema(),
                header.stream());
    }
}
