package io.multiregion.engine.peer.transport;

/** A copy has rows that it should not have, and takes no changes for them: have it repaired. */
public final class CopyDamagedException extends TransportException {

    private static final long serialVersionUID = 1L;

    public CopyDamagedException(String region, String error) {
        super("the copy in region " + region + " is not what it should be (" + error
                + "): POST .../multi-region/verify?repair=true");
    }
}
