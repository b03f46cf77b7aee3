package io.multiregion.engine.work;

/** Threads that are none: whoever asks for work does it. */
public class Inline extends Threadless {

    /** For each region the caller's own thread. */
    public static RegionCrews crews() {
        return new RegionCrews(region -> TimedCrew.on(new Inline()));
    }

    @Override
    public final void execute(Runnable work) {
        work.run();
    }
}
