package io.multiregion.engine.seal;

import java.time.Duration;

/**
 * How long content keys are used.
 *
 * @param messages how many messages are sealed with one. AES-GCM with numbered nonces would bear far more (NIST SP 800-38D, 8.3: 2^32;
 *     1,000 of the longest are 9 GB); what decides is how much one lost key opens, against one call of the recipient's key service
 * @param time for how long one seals, and is remembered where it was opened: so late may this region find out that its key service
 *     denies. A stream's heartbeats alone are 600 messages in ten minutes, so neither bound is idle
 * @param keys how many are kept in each direction: regions times realms that are busy at once, less than a kilobyte each
 */
record KeyLimits(int messages, Duration time, int keys) {

    public static final KeyLimits USUAL = new KeyLimits(1000, Duration.ofMinutes(10), 256);
}
