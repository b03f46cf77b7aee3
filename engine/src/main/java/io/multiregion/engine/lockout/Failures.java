package io.multiregion.engine.lockout;

/**
 * What one region has counted of passwords that were wrong.
 *
 * @param count how many since the region last began anew
 * @param lockouts how many temporary lockouts these have led to
 * @param notBefore until when the user is locked out, in seconds since 1970
 * @param last when the latest was, in milliseconds since 1970
 * @param lastIp where it came from, or null
 * @param clearedAt failures of any region up to this moment do not count any more, by this region's word
 */
record Failures(int count, int lockouts, int notBefore, long last, String lastIp, long clearedAt) {

    static final Failures NONE = new Failures(0, 0, 0, 0, null, 0);

    boolean countAfter(long cleared) {
        return last > cleared && (count > 0 || lockouts > 0 || notBefore > 0);
    }

    Failures from(String ip) {
        return new Failures(count, lockouts, notBefore, last, ip, clearedAt);
    }

    Failures at(long moment) {
        return new Failures(count, lockouts, notBefore, moment, lastIp, clearedAt);
    }

    Failures oneMore() {
        return new Failures(count + 1, lockouts, notBefore, last, lastIp, clearedAt);
    }

    Failures oneLockoutMore() {
        return new Failures(count, lockouts + 1, notBefore, last, lastIp, clearedAt);
    }

    Failures until(int seconds) {
        return new Failures(count, lockouts, seconds, last, lastIp, clearedAt);
    }

    /** Begins anew; when the latest one was stays known. */
    Failures anew() {
        return new Failures(0, 0, 0, last, lastIp, clearedAt);
    }

    Failures cleared(long moment) {
        return new Failures(0, 0, 0, last, lastIp, Math.max(clearedAt, moment));
    }
}
