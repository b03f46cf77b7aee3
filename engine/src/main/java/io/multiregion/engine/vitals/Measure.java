package io.multiregion.engine.vitals;

import io.multiregion.engine.resource.Position;

/**
 * How a replica does at an instant, as the node measures it that ships.
 *
 * @param condition the one word
 * @param lagMillis the age of the oldest change that it has not confirmed
 * @param behind how many changed resources it has not confirmed
 * @param copied how many resources the copy under way has shipped
 * @param position what it has confirmed
 */
public record Measure(
        String realmId,
        String region,
        Condition condition,
        long lagMillis,
        long behind,
        long copied,
        Position position) {}
