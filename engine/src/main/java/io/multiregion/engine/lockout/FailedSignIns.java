package io.multiregion.engine.lockout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The failed sign-ins of one user as one region sees them: what it has of other regions, and its own, which it changes. All count together;
 * what a region has cleared does not count, whichever region counted it. Used by the one thread that runs the transaction.
 *
 * <p>Moments are compared between regions. A moment that is noted here is later than each one here that it comes after, so no clock that is
 * late takes back what another region has seen.
 */
public final class FailedSignIns {

    private final List<FailedSignIn> others;
    private FailedSignIn own;

    private FailedSignIns(List<FailedSignIn> others, FailedSignIn own) {
        this.others = others;
        this.own = own;
    }

    /** @param rows what is known of the user, of all regions */
    public static FailedSignIns of(String realmId, String userId, String region, List<FailedSignIn> rows) {
        List<FailedSignIn> others = new ArrayList<>();
        FailedSignIn own = FailedSignIn.none(realmId, userId, region);
        for (FailedSignIn row : rows) {
            if (row.region().equals(region)) {
                own = row;
            } else {
                others.add(row);
            }
        }
        return new FailedSignIns(others, own);
    }

    /** This region's own part. */
    public FailedSignIn own() {
        return own;
    }

    /**
     * Begins with what Keycloak has counted here before the realm was replicated. Changes nothing where this region has counted since.
     *
     * @param last when the latest failure was, in milliseconds since 1970
     */
    public void takeOver(int failures, int lockouts, int notBefore, long last, String lastIp, int codes) {
        if (own.version() == 0) {
            own = own.with(new Failures(failures, lockouts, notBefore, last, lastIp, 0))
                    .with(new FailedCodes(codes, last, 0));
        }
    }

    /** Goes on from a part that began with what Keycloak had counted, where none is written yet. */
    public void goOnFrom(FailedSignIn before) {
        if (own.version() == 0) {
            own = before;
        }
    }

    /** Whether nothing counts against the user. */
    public boolean isClean() {
        return counting().findAny().isEmpty() && codes() == 0 && !isLocked();
    }

    public int failures() {
        return sum(counting(), row -> row.failures().count());
    }

    public int lockouts() {
        return sum(counting(), row -> row.failures().lockouts());
    }

    /** Until when the user is locked out, in seconds since 1970. */
    public int notBefore() {
        return counting().mapToInt(row -> row.failures().notBefore()).max().orElse(0);
    }

    /** When the latest failure was, in milliseconds since 1970, or 0. */
    public long lastFailure() {
        return latest().map(row -> row.failures().last()).orElse(0L);
    }

    /** Where the latest failure came from, or null. */
    public String lastIp() {
        return latest().map(row -> row.failures().lastIp()).orElse(null);
    }

    /** Wrong one-time codes. */
    public int codes() {
        long cleared = greatest(row -> row.codes().clearedAt());
        return sum(
                all().filter(row -> row.codes().countAfter(cleared)),
                row -> row.codes().count());
    }

    /** Whether the user is locked out for good, in whichever region that was decided. */
    public boolean isLocked() {
        return greatest(row -> row.lock().lockedAt())
                > greatest(row -> row.lock().unlockedAt());
    }

    public void failedFrom(String ip) {
        change(current().from(ip));
    }

    /** @param moment in milliseconds since 1970 */
    public void failedAt(long moment) {
        change(current().at(later(moment, row -> row.failures().clearedAt())));
    }

    public void oneMore() {
        change(current().oneMore());
    }

    public void oneLockoutMore() {
        change(current().oneLockoutMore());
    }

    /** @param seconds since 1970 */
    public void lockOutUntil(int seconds) {
        change(current().until(seconds));
    }

    /** @param now in milliseconds since 1970 */
    public void oneCodeMore(long now) {
        long cleared = greatest(row -> row.codes().clearedAt());
        FailedCodes codes =
                own.codes().countAfter(cleared) ? own.codes() : own.codes().anew();
        own = own.with(codes.oneMore(later(now, row -> row.codes().clearedAt())));
    }

    /** The user has signed in: what this region has seen of failures does not count any more. What it has not seen does. */
    public void clear() {
        change(own.failures().cleared(greatest(row -> row.failures().last())));
    }

    /** As {@link #clear}, for codes. */
    public void clearCodes() {
        own = own.with(own.codes().cleared(greatest(row -> row.codes().last())));
    }

    /** Locks the user out for good. @param now in milliseconds since 1970 */
    public void lock(long now) {
        own = own.with(own.lock().locked(later(now, row -> row.lock().unlockedAt())));
    }

    /** An operator clears all that was before, whether this region has seen it or not. @param now in milliseconds since 1970 */
    public void clearBefore(long now) {
        change(own.failures()
                .cleared(Math.max(now, greatest(row -> row.failures().last()))));
        own = own.with(
                own.codes().cleared(Math.max(now, greatest(row -> row.codes().last()))));
    }

    /** An operator of the primary unlocks the user. @param now in milliseconds since 1970 */
    public void unlock(long now) {
        own = own.with(
                own.lock().unlocked(Math.max(now, greatest(row -> row.lock().lockedAt()))));
    }

    /** However many another region claims: a sum that is too great for its type would be none. */
    private static int sum(Stream<FailedSignIn> rows, ToLongFunction<FailedSignIn> count) {
        return (int) Math.min(Integer.MAX_VALUE, rows.mapToLong(count).sum());
    }

    private Stream<FailedSignIn> all() {
        return Stream.concat(others.stream(), Stream.of(own));
    }

    private Stream<FailedSignIn> counting() {
        long cleared = greatest(row -> row.failures().clearedAt());
        return all().filter(row -> row.failures().countAfter(cleared));
    }

    private Optional<FailedSignIn> latest() {
        return counting().max(Comparator.comparingLong(row -> row.failures().last()));
    }

    private long greatest(ToLongFunction<FailedSignIn> moment) {
        return all().mapToLong(moment).max().orElse(0);
    }

    /** Now, or just after a moment that is noted and would be later by this clock. */
    private long later(long now, ToLongFunction<FailedSignIn> moment) {
        return Math.max(now, greatest(moment) + 1);
    }

    private Failures current() {
        long cleared = greatest(row -> row.failures().clearedAt());
        return own.failures().last() > cleared ? own.failures() : own.failures().anew();
    }

    private void change(Failures failures) {
        own = own.with(failures);
    }
}
