package io.multiregion.engine.seal;

/**
 * What anybody may be told of a customer-managed key that cannot be used now. Which key that is, and what its service answered, is for the
 * log and for operators of the master realm: it says where the keys are, and who may use them.
 */
public final class KeyTrouble {

    /** In place of the message of a {@link io.multiregion.key.KeyException}. */
    public static final String SAID =
            "a key of this region cannot be used now: its operators find the reason in its log";

    private KeyTrouble() {}
}
