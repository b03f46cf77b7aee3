package io.multiregion.engine.secret;

/** A secret that cannot be sealed as it is, and why; whoever set it may set another one. Never has the secret in it. */
public final class UnsealableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why begins with "it", the secret */
    public UnsealableSecretException(String why) {
        super(why);
    }
}
