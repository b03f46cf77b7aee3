package io.multiregion.engine.chronicle;

import io.multiregion.engine.chronicle.MinuteRows.Minute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What the last hour says of one replica. */
public final class LastHour {

    private static final int MINUTES = 60;

    /** Over less a rate says nothing. */
    private static final long SHORTEST_MILLIS = 5_000;

    private final List<Minute> minutes;
    private final long now;

    private LastHour(List<Minute> minutes, long now) {
        this.minutes = minutes;
        this.now = now;
    }

    /** Those of all replicas of a realm: one query. */
    public static List<Minute> read(Connection connection, String realmId, long now) throws SQLException {
        return MinuteRows.since(connection, realmId, now / 60_000 - MINUTES);
    }

    /** @param all what {@link #read} has found */
    public static LastHour of(List<Minute> all, String region, long now) {
        return new LastHour(
                all.stream().filter(minute -> minute.region().equals(region)).toList(), now);
    }

    /** The longest lag of each of the last sixty minutes that are over, the oldest first; null where it is not known. */
    public List<Long> lagMillisOfMinutes() {
        Long[] lags = new Long[MINUTES];
        long first = now / 60_000 - MINUTES;
        for (Minute minute : minutes) {
            long place = minute.minute() - first;
            if (place >= 0 && place < MINUTES) {
                lags[(int) place] = minute.lagMost();
            }
        }
        return new ArrayList<>(Arrays.asList(lags));
    }

    /** The lag that was not exceeded in 99 of 100 seconds, to within a fifth; empty if none was measured. */
    public OptionalLong lagP99Millis() {
        Counts counts = new Counts();
        minutes.forEach(minute -> counts.add(minute.counts()));
        return counts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(counts.percentile(99));
    }

    /** How many resources a second a copy has shipped lately. @param copied how many by now */
    public OptionalDouble copiedPerSecond(long copied) {
        return perSecond(minute -> copied - minute.copied());
    }

    /** By how many resources a second it has come closer lately. @param behind how many it lacks now */
    public OptionalDouble nearerPerSecond(long behind) {
        return perSecond(minute -> minute.behind() - behind);
    }

    private interface Way {
        long since(Minute minute);
    }

    private OptionalDouble perSecond(Way way) {
        for (int i = minutes.size() - 1; i >= 0; i--) {
            Minute minute = minutes.get(i);
            long millis = now - minute.at();
            if (millis >= SHORTEST_MILLIS) {
                long gone = way.since(minute);
                return gone > 0 ? OptionalDouble.of(gone * 1000.0 / millis) : OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }
}
