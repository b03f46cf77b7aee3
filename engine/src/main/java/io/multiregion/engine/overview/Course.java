package io.multiregion.engine.overview;

import io.multiregion.engine.chronicle.LastHour;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.overview.OverviewRepresentation.Copy;
import io.multiregion.engine.overview.OverviewRepresentation.Lag;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.vitals.Facts;
import io.multiregion.engine.vitals.Facts.Progress;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How a replica gets on: how far behind it is, how fast it comes closer, and when it is there. */
final class Course {

    private Course() {}

    static Copy of(ReplicaState replica, Facts facts, Journal.Backlog backlog, LastHour hour) {
        boolean whole = facts.progress() == Progress.WHOLE;
        OptionalDouble rate = whole ? hour.nearerPerSecond(backlog.entries()) : hour.copiedPerSecond(replica.copied());
        long left = whole ? backlog.entries() : Math.max(0, replica.total() - replica.copied());
        boolean known = left > 0 && rate.isPresent() && (!whole || left < Journal.Backlog.MOST);
        return new Copy(
                replica.status().name(),
                replica.wanted().name(),
                replica.followed(),
                replica.acknowledged().toString(),
                replica.copied(),
                replica.copiedBytes(),
                replica.total(),
                known ? Math.round(rate.getAsDouble() * 10) / 10.0 : null,
                known ? (long) Math.ceil(left / rate.getAsDouble()) : null);
    }

    static Lag lag(long lagMillis, Journal.Backlog backlog, LastHour hour) {
        OptionalLong percentile = hour.lagP99Millis();
        return new Lag(
                lagMillis,
                percentile.isPresent() ? percentile.getAsLong() : null,
                percentile.isPresent() ? hour.lagMillisOfMinutes() : null,
                backlog.entries());
    }
}
