package io.multiregion.engine.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.chronicle.TimelineRows.Happening;
import io.multiregion.engine.database.KeycloakDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has happened is kept, and no more than so much of it. */
class TimelineRowsTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NOW = 1000 * DAY;

    private final KeycloakDatabase database = new KeycloakDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    private void add(String region, String what, long at) {
        database.run(connection ->
                TimelineRows.add(connection, "acme", new Happening(region, what, "x".repeat(3000), null, at)));
    }

    private List<Happening> newest(String region, int most) {
        return database.transaction(connection -> TimelineRows.newest(connection, "acme", region, most));
    }

    @Test
    void aThousandAreKept() {
        for (int i = 0; i < 1005; i++) {
            add("us", "LEVEL", NOW + i);
        }
        List<Happening> all = newest(null, 5000);
        assertEquals(1000, all.size());
        assertEquals(NOW + 1004, all.get(0).at());
        assertEquals(2000, all.get(0).text().length());
        assertEquals(3, newest("us", 3).size());
        assertEquals(List.of(), newest("ap", 3));
        assertEquals(List.of(), newest(null, -1));
    }

    @Test
    void whatIsOlderThanNinetyDaysGoes() {
        add("us", "STUCK", NOW - 91 * DAY);
        add("us", "WAITING", NOW - 89 * DAY);
        add("us", "LEVEL", NOW);
        assertEquals(
                List.of("LEVEL", "WAITING"),
                newest(null, 10).stream().map(Happening::what).toList());
    }

    @Test
    void theLastStateOfEachRegionIsFound() {
        add("us", "WAITING", NOW);
        add("ap", "LEVEL", NOW + 1);
        add("us", "LEVEL", NOW + 2);
        add("us", "DRILL", NOW + 3);
        var last =
                database.transaction(connection -> TimelineRows.last(connection, "acme", List.of("WAITING", "LEVEL")));
        assertEquals(NOW + 2, last.get("us").at());
        assertEquals(NOW + 1, last.get("ap").at());
        database.run(connection -> TimelineRows.forget(connection, "acme"));
        assertEquals(List.of(), newest(null, 10));
    }
}
