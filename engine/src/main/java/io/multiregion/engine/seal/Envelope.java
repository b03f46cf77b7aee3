package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.EncryptedPart;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.cms.OutgoingKey;
import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.HeaderFormat;
import io.multiregion.engine.seal.header.Opened;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.TrustedRegions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.LongSupplier;

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
    private final PeerCertificates peers;
    private final HeaderFormat headers = new HeaderFormat();
    private final Compression compression = new Compression(MAX_PAYLOAD);
    private final OutgoingKeys sealing;
    private final IncomingKeys opening;

    public Envelope(String region, RegionKeys keys, TrustedRegions trusted) {
        this(region, keys, trusted, KeyLimits.USUAL, System::nanoTime);
    }

    Envelope(String region, RegionKeys keys, TrustedRegions trusted, KeyLimits limits, LongSupplier nanos) {
        this.region = region;
        this.keys = keys;
        this.peers = new PeerCertificates(trusted);
        SecureRandom random = new SecureRandom();
        this.sealing = new OutgoingKeys(random, limits, nanos);
        this.opening = new IncomingKeys(keys, random, limits, nanos);
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
        X509Certificate recipient = peers.recipient(header.to());
        try {
            OutgoingKey.Use use = sealing.next(KeyPurpose.of(header), recipient);
            ByteBuffer plain = new PlainText(headerBytes, use.seed(), payload).encode(compression);
            byte[] encrypted = EncryptedPart.encrypt(plain, use);
            PlainText.forgetSeed(plain.array(), headerBytes);
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
     * @throws NotAcceptedException for every message that is not, byte for byte, what a trusted region sealed for this one
     * @throws KeyUnavailableException if nothing is wrong with the message so far, but the key that opens it cannot be reached: open it
     *     again later
     */
    public Opened open(byte[] message) throws NotAcceptedException {
        return open(message, Optional.empty());
    }

    /**
     * As {@link #open(byte[])}, of a message that was announced.
     *
     * @param announced what the sender said the message's header would be
     * @throws NotAcceptedException also if it has another one
     */
    public Opened open(byte[] message, Header announced) throws NotAcceptedException {
        return open(message, Optional.of(announced));
    }

    private Opened open(byte[] message, Optional<Header> announced) throws NotAcceptedException {
        if (message.length > MAX_MESSAGE) {
            throw new NotAcceptedException("the message has more than " + MAX_MESSAGE + " bytes");
        }
        SignedPart signed = SignedPart.read(message);
        Header header = headers.decode(signed.header());
        if (!header.to().equals(region)) {
            throw new NotAcceptedException("the message is for region " + header.to());
        }
        if (announced.isPresent() && !announced.get().equals(header)) {
            throw new NotAcceptedException("the message is not the one that " + header.from() + " has announced");
        }
        signed.prove(peers.senders(header.from()), message);
        return new Opened(
                header, decrypt(EncryptedPart.read(signed.content()), signed.header(), KeyPurpose.of(header)));
    }

    byte[] decrypt(EncryptedPart part, byte[] header, KeyPurpose purpose) throws NotAcceptedException {
        try (IncomingKeys.Use use = opening.use(part.wrapped(), purpose, part.nonce())) {
            byte[] plain = part.decrypt(use.cipher());
            byte[] payload = PlainText.decode(plain, header, purpose, use.key(), compression)
                    .payload();
            PlainText.forgetSeed(plain, header);
            use.keep();
            return payload;
        } catch (KeyUnavailableException e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new NotAcceptedException("the encrypted layer does not open with the key of this region", e);
        }
    }
}
