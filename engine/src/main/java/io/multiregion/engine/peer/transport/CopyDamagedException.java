package io.multiregion.engine.peer.transport;

import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Spot;
import io.multiregion.engine.trouble.Trouble;
import java.util.Optional;

/** A copy has rows that it should not have, and takes no changes for them: have it repaired. */
public final class CopyDamagedException extends TransportException {

    private static final long serialVersionUID = 1L;

    /** @param found what that region said of it, if it knows more than the error */
    public CopyDamagedException(String region, String error, Optional<Trouble> found) {
        super(Trouble.of(
                        Remedy.CHANGE_IN_PRIMARY,
                        "the copy in region " + region + " is not what it should be ("
                                + found.map(Trouble::message).orElse(error) + ")")
                .at(found.map(Trouble::spot).orElse(Spot.NOWHERE))
                .todo("POST .../multi-region/verify?repair=true"));
    }
}
