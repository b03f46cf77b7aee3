package io.multiregion.replication.seal;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.KeyUse;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.TrustedRegions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * Seals what leaves this region and opens what arrives (promise F). What {@link #open} returns was signed by the trusted region that
 * the header names as sender, for this region and under exactly this header.
 *
 * <p>It keeps no record of messages: that a message is not taken twice is for the recipient to see from its positions and message
 * id. Safe for use by several threads. The layout is described in {@code docs/envelope.md}.
 */
public final class Envelope {

    /** The longest sealed message, in bytes. */
    public static final int MAX_MESSAGE = 9 * 1024 * 1024;

    /** The longest payload, in bytes before it is deflated. */
    public static final int MAX_PAYLOAD = 64 * 1024 * 1024;

    private final String region;
    private final RegionKeys keys;
    private final TrustedRegions trusted;
    private final HeaderFormat headers = new HeaderFormat();
    private final Compression compression = new Compression(MAX_PAYLOAD);
    private final EncryptedPart encryption = new EncryptedPart(new SecureRandom());

    public Envelope(String region, RegionKeys keys, TrustedRegions trusted) {
        this.region = region;
        this.keys = keys;
        this.trusted = trusted;
    }

    /**
     * @throws IllegalArgumentException if the header is not from this region or out of bounds, or the message would be too long
     * @throws IllegalStateException if the recipient is not trusted
     * @throws KeyException if the key of this region cannot sign now
     */
    public byte[] seal(Header header, byte[] payload) {
        byte[] headerBytes = headers.encode(header);
        if (!header.from().equals(region)) {
            throw new IllegalArgumentException(region + " cannot seal a message from " + header.from());
        }
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "the payload has more than " + MAX_PAYLOAD + " bytes: send less at once");
        }
        X509Certificate recipient = recipient(header.to());
        try {
            byte[] encrypted = encryption.encrypt(plain(headerBytes, payload), recipient);
            IdentityKey signer = keys.signing();
            byte[] message = SignedPart.sign(headerBytes, encrypted, signer)
                    .encode(signer.certificate().getPublicKey());
            if (message.length > MAX_MESSAGE) {
                throw new IllegalArgumentException(
                        "the message has more than " + MAX_MESSAGE + " bytes: send less at once");
            }
            return message;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("region " + region + " cannot seal with its key: " + e.getMessage(), e);
        }
    }

    /**
     * @throws NotAccepted for every message that is not, byte for byte, what a trusted region sealed for this one
     * @throws KeyUnavailableException if nothing is wrong with the message so far, but the key that opens it cannot be reached: open it
     *     again later
     */
    public Opened open(byte[] message) throws NotAccepted {
        if (message.length > MAX_MESSAGE) {
            throw new NotAccepted("the message has more than " + MAX_MESSAGE + " bytes");
        }
        SignedPart signed = SignedPart.read(message);
        Header header = headers.decode(signed.header());
        if (!header.to().equals(region)) {
            throw new NotAccepted("the message is for region " + header.to());
        }
        signed.prove(senders(header.from()), message);
        byte[] plain = encryption.decrypt(signed.content(), keys);
        int start = payloadStart(plain, signed.header());
        return new Opened(header, compression.inflate(plain, start));
    }

    private X509Certificate recipient(String to) {
        List<X509Certificate> certificates = trusted.certificates(to);
        return certificates.stream()
                .filter(KeyUse.OPEN::allowedBy)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        certificates.isEmpty()
                                ? trusted.refusal(to)
                                : "no certificate of region " + to + " may be sealed for: add one with the key usage"
                                        + " keyEncipherment (RSA) or keyAgreement (EC), or none"));
    }

    private List<X509Certificate> senders(String from) throws NotAccepted {
        List<X509Certificate> certificates = trusted.certificates(from);
        if (certificates.isEmpty()) {
            throw new NotAccepted("the sender " + from + " is not trusted: " + trusted.refusal(from));
        }
        List<X509Certificate> signers =
                certificates.stream().filter(KeyUse.SIGN::allowedBy).toList();
        if (signers.isEmpty()) {
            throw new NotAccepted("no certificate of " + from + " may sign (key usage digitalSignature, or none)");
        }
        List<X509Certificate> valid = signers.stream().filter(Envelope::isValid).toList();
        if (valid.isEmpty()) {
            throw new NotAccepted("the certificate of " + from + " is not valid now");
        }
        return valid;
    }

    private static boolean isValid(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** The header once more, before the payload: who signs the ciphertext of another region cannot give it another header. */
    private byte[] plain(byte[] header, byte[] payload) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(header.length + payload.length / 2 + 64);
        plain.write(header.length >>> 8);
        plain.write(header.length);
        plain.writeBytes(header);
        compression.deflate(payload, plain);
        return plain.toByteArray();
    }

    private static int payloadStart(byte[] plain, byte[] header) throws NotAccepted {
        int start = 2 + header.length;
        if (plain.length < start
                || ((plain[0] & 0xff) << 8 | plain[1] & 0xff) != header.length
                || !Arrays.equals(plain, 2, start, header, 0, header.length)) {
            throw new NotAccepted("the signed header and the encrypted one are not the same");
        }
        return start;
    }
}
