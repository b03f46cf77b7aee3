package io.multiregion.engine.metrics;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documented alert rules and dashboard ask for metrics that there are, and lead to sections that there are. */
final class AlertNamesTest {

    private static final Path DOCS = docs();
    private static final Path EXAMPLES = DOCS.resolve("examples/prometheus");

    @Test
    void everyMetricIsGiven() throws IOException {
        for (var file : List.of("alerts.yaml", "alerts-test.yaml", "dashboard.json")) {
            var asked = found("\\b(multiregion_\\w+)", EXAMPLES.resolve(file));
            assertFalse(asked.isEmpty(), file);
            asked.removeAll(given());
            assertEquals(Set.of(), asked, file + " asks for metrics that nobody gives");
        }
    }

    @Test
    void everyAlertHasItsSection() throws IOException {
        var asked = found("runbook_url: \\S+/alerts\\.md#(\\S+)", EXAMPLES.resolve("alerts.yaml"));
        var sections = found("(?m)^## (.+)$", DOCS.resolve("alerts.md")).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(toCollection(TreeSet::new));
        assertEquals(sections, asked);
        assertEquals(
                found("- alert: (\\S+)", EXAMPLES.resolve("alerts.yaml")),
                found("alertname: (\\w+)", EXAMPLES.resolve("alerts-test.yaml")),
                "each alert has a test");
    }

    private static Set<String> given() {
        var meters = new SimpleMeterRegistry();
        var observer = new MeterObserver(meters, "eu");
        observer.shipped("us", "shop", 1, 1, 1);
        observer.shipFailed("us", "shop");
        observer.applied("us", "shop", 1);
        observer.receiveFailed("busy");
        observer.unattributed("REALM");
        observer.unconfirmed("shop");
        observer.lag("us", "shop", 1, 1);
        observer.certificates(Map.of("eu", 1L));
        observer.silences(List.of(new Observer.Silence("us", "shop", 1, false)));
        return meters.getMeters().stream().map(AlertNamesTest::shown).collect(toCollection(TreeSet::new));
    }

    /** The name that Prometheus is given. */
    private static String shown(Meter meter) {
        var name = meter.getId().getName().replace('.', '_');
        return switch (meter.getId().getType()) {
            case COUNTER -> name + "_total";
            case TIMER -> name + "_seconds";
            case DISTRIBUTION_SUMMARY -> name + "_" + meter.getId().getBaseUnit();
            default -> name;
        };
    }

    private static Set<String> found(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static Path docs() {
        var directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve("docs/examples"))) {
            directory = directory.getParent();
        }
        return directory.resolve("docs");
    }
}
