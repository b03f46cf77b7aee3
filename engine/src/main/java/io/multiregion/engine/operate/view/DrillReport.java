package io.multiregion.engine.operate.view;

import io.multiregion.engine.message.Finding;
import java.util.List;

/**
 * What a drill has proven, without moving the role. Times are in milliseconds.
 *
 * @param realm the realm's name
 * @param to the region that would take over
 * @param passed whether all of it held
 * @param rules what the safety rules find
 * @param verifyDifferences how many resources differ between the regions at one position; null if they could not be compared
 * @param tokens whether tokens signed here are good there, and the other way round
 * @param roundTripMillis how long the target takes to answer a message
 * @param drainMillis how long a change that is committed now takes until the target has confirmed it
 * @param estimatedWritePauseMillis how long writes would pause: the drain and the three messages that follow
 * @param problems what did not hold, in words; empty if all did
 */
public record DrillReport(
        String realm,
        String to,
        boolean passed,
        List<Finding> rules,
        Long verifyDifferences,
        boolean tokens,
        long roundTripMillis,
        Long drainMillis,
        Long estimatedWritePauseMillis,
        List<String> problems) {}
