package io.multiregion.key;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;

/**
 * One key pair of this region, wherever its private half is kept: it signs what the region ships, and opens what is shipped to it.
 * The key is RSA (2048 bits or more) or EC on P-256; any other kind is refused when it is loaded.
 *
 * <p>Cost: a call with a key in memory takes about a millisecond and does not block; with a key in a module or a service it is a round
 * trip, blocks for as long as that takes, and is bounded by the time limit of its location (see {@link KeySource}). Callers keep what
 * they get for as long as they may, and don't call while they hold a database connection that others wait for. Safe for use by several
 * threads.
 *
 * <p>Which operations a key allows follows from its certificate: a certificate without a key usage extension (RFC 5280, 4.2.1.3)
 * allows all; else {@code digitalSignature} allows {@link #sign}, {@code keyEncipherment} {@link #decrypt} and {@code keyAgreement}
 * {@link #agree}. Services whose keys do one thing only (AWS KMS, Google Cloud KMS) need one certificate and key for each.
 */
public interface IdentityKey {

    /** Where the key is, for people: the URI without any secret. */
    String uri();

    /** The certificate that other regions know this key by. */
    X509Certificate certificate();

    /**
     * Signs with SHA256withRSA (PKCS #1 v1.5) or SHA256withECDSA (DER), whichever the key is.
     *
     * @throws KeyUnavailableException if the key cannot be reached now; the same call may succeed later
     * @throws KeyDeniedException if the key was reached and refused: an operator must act
     */
    byte[] sign(byte[] message);

    /**
     * RSA-OAEP with SHA-256, MGF1 with SHA-256 and an empty label (RFC 8017).
     *
     * @return the message
     * @throws KeyUnavailableException if the key cannot be reached now; the same call may succeed later
     * @throws KeyDeniedException if the key is not RSA, or refused, or the bytes were not encrypted for it
     */
    byte[] decrypt(byte[] encrypted);

    /**
     * ECDH on P-256 (NIST SP 800-56A): the x coordinate of the shared point, 32 bytes.
     *
     * @param other the ephemeral key of the sender; checked to be on the curve
     * @throws KeyUnavailableException if the key cannot be reached now; the same call may succeed later
     * @throws KeyDeniedException if the key is not EC, or refused, or the other key is not on P-256
     */
    byte[] agree(ECPublicKey other);
}
