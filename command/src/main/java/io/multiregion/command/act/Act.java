package io.multiregion.command.act;

import io.multiregion.command.say.FailedException;
import io.multiregion.command.say.Outcome;

/** Something that is asked of a region. */
@FunctionalInterface
public interface Act {

    /** @throws FailedException if it can't be done */
    Outcome perform();
}
