package io.multiregion.engine.lockout;

/**
 * What one region has counted of one-time codes that were wrong. A password that is right does not clear them.
 *
 * @param count how many since the region last began anew
 * @param last when the latest was, in milliseconds since 1970
 * @param clearedAt those of any region up to this moment do not count any more, by this region's word
 */
record FailedCodes(int count, long last, long clearedAt) {

    static final FailedCodes NONE = new FailedCodes(0, 0, 0);

    boolean countAfter(long cleared) {
        return last > cleared && count > 0;
    }

    FailedCodes oneMore(long moment) {
        return new FailedCodes(count + 1, moment, clearedAt);
    }

    FailedCodes anew() {
        return new FailedCodes(0, last, clearedAt);
    }

    FailedCodes cleared(long moment) {
        return new FailedCodes(0, last, Math.max(clearedAt, moment));
    }
}
