package io.multiregion.engine.schedule;

/** A node ends here and now: nothing after it is done, and what its transaction has done is rolled back. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    private final String region;

    Crash(String region) {
        super(region + " crashes", null, false, false);
        this.region = region;
    }

    String region() {
        return region;
    }
}
