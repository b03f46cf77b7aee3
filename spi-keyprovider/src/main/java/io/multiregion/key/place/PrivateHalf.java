package io.multiregion.key.place;

import java.security.interfaces.ECPublicKey;

/**
 * The private half of a key pair, wherever it is. Each throws what {@link io.multiregion.key.IdentityKey} says; the kind of the key, what
 * its certificate allows and the arguments are checked before.
 */
public interface PrivateHalf {

    byte[] sign(byte[] message);

    byte[] decrypt(byte[] encrypted);

    byte[] agree(ECPublicKey other);
}
