package io.multiregion.engine.operate.due;

import io.multiregion.engine.chronicle.DrillRows;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether each standby was proven as often as the realm wants. Works in the caller's transaction. */
public final class DrillsDue {

    /** The attribute of a realm that says how often, as ISO-8601: {@code P30D}, {@code P1M} or {@code PT12H}. */
    public static final String EVERY = "multiRegion.drillEvery";

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3660);

    private DrillsDue() {}

    /** What is overdue, with what to do; nothing on a secondary, as its primary drills. */
    public static List<String> warnings(Connection connection, RealmState realm, long now) throws SQLException {
        Optional<String> every = realm.isPrimary() ? attribute(connection, realm.realmId()) : Optional.empty();
        if (every.isEmpty()) {
            return List.of();
        }
        Optional<Duration> between = duration(every.get());
        if (between.isEmpty()) {
            return List.of(EVERY + " is no time between two drills: set it like P30D for thirty days");
        }
        Map<String, Long> last = DrillRows.last(connection, realm.realmId());
        List<String> warnings = new ArrayList<>();
        for (ReplicaState replica : ReplicaRows.of(connection, realm.realmId())) {
            Long at = last.get(replica.region());
            boolean due = at == null || now - at > between.get().toMillis();
            if (due && replica.status() == ReplicaStatus.ACTIVE) {
                String when = at == null ? "never" : Duration.ofMillis(now - at).toDays() + " days ago";
                warnings.add("a drill to " + replica.region() + " is overdue: the last one was " + when + ", and "
                        + EVERY + " is " + every.get().trim() + ". Make one: POST .../drill");
            }
        }
        return warnings;
    }

    private static Optional<String> attribute(Connection connection, String realmId) throws SQLException {
        return Sql.first(
                        connection,
                        "select VALUE from REALM_ATTRIBUTE where REALM_ID = ? and NAME = ?",
                        row -> Optional.ofNullable(row.getString(1)).orElse(""),
                        realmId,
                        EVERY)
                .filter(value -> !value.isBlank());
    }

    /** A month has 30 days here. */
    static Optional<Duration> duration(String value) {
        String text = value.trim();
        try {
            Duration between = text.contains("T") || text.endsWith("D") && !text.matches(".*[YMW].*")
                    ? Duration.parse(text)
                    : Duration.ofDays(days(Period.parse(text)));
            return Optional.of(between).filter(time -> time.compareTo(LEAST) >= 0 && time.compareTo(LONGEST) <= 0);
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long days(Period period) {
        return period.toTotalMonths() * 30 + period.getDays();
    }
}
