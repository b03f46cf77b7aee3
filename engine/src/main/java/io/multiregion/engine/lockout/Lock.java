package io.multiregion.engine.lockout;

/**
 * A lockout for good, as one region has decided: it holds in all regions until an operator unlocks the user at the primary, later.
 *
 * @param lockedAt when this region last locked the user, in milliseconds since 1970, or 0
 * @param unlockedAt when this region, being the primary, last unlocked the user, or 0
 */
record Lock(long lockedAt, long unlockedAt) {

    static final Lock NONE = new Lock(0, 0);

    Lock locked(long moment) {
        return new Lock(Math.max(lockedAt, moment), unlockedAt);
    }

    Lock unlocked(long moment) {
        return new Lock(lockedAt, Math.max(unlockedAt, moment));
    }
}
