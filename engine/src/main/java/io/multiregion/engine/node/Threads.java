package io.multiregion.engine.node;

import io.multiregion.engine.work.Crew;
import io.multiregion.engine.work.RegionCrews;
import io.multiregion.engine.work.TimedCrew;

/**
 * The threads that a node ships with.
 *
 * @param streams for all that waits for another region, as the turns of streams do: some for each region
 * @param pulses for the heartbeats of idle streams, which wait for no stream: one for each region
 * @param copies for the chunks of copies that are cut ahead, one a stream at most
 * @param background for what nobody waits for. None of them has a transaction
 * @param lease for the lease, and nothing else
 * @param looks for the one look a second, which never waits for another region
 */
public record Threads(
        RegionCrews streams, RegionCrews pulses, Crew copies, Crew background, TimedCrew lease, Crew looks) {

    private static final int STREAMS_AT_ONCE = 16;

    /** Those of a server, all of them daemons: none begins before there is work for it. */
    public static Threads daemons() {
        return new Threads(
                RegionCrews.of("multi-region-ship", STREAMS_AT_ONCE),
                RegionCrews.of("multi-region-pulse", 1),
                Crew.many("multi-region-copy"),
                Crew.many("multi-region-work"),
                TimedCrew.of("multi-region-lease", 1),
                Crew.one("multi-region-look"));
    }

    /** No work begins after this. What streams and copies are doing ends by itself, the rest is interrupted. */
    void stop() {
        lease.stopNow();
        looks.stopNow();
        streams.stop();
        pulses.stop();
        copies.stop();
        background.stop();
    }
}
