package io.multiregion.key;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * The identity of this region: one key pair, with which it signs what it ships and opens what is shipped to it.
 *
 * <p>Calls are cheap and do not block: the key is held, or is a handle to it, from construction on. The key is RSA (2048 bits
 * or more) or EC on P-256; any other kind is refused when the keys are loaded. Implementations are safe for use by several
 * threads.
 */
public interface RegionKeys {

    /** The certificate that other regions know this region by. Its key is RSA or EC P-256. */
    X509Certificate certificate();

    /**
     * The private key of {@link #certificate()}: a software key, or a handle that the JCA provider of a security module
     * understands. It never leaves the process.
     */
    PrivateKey privateKey();
}
