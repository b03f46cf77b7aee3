package io.multiregion.engine.metrics;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    @Test
    void aRealmCostsAsManySeriesAsIsSaid() throws IOException {
        var primary = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var eu = new MeterObserver(primary, "eu");
        eu.shipped("us", "shop", 1, 1, 1);
        var of = Reading.of(1, "us", "shop");
        show(eu, of, Figure.LAG, Figure.DEPTH, Figure.VERIFY_AGE, Figure.VERIFY_DIFFERENCES, Figure.DRILL_OVERDUE);
        show(eu, Reading.of(1, "shop"), Figure.PRIMARY, Figure.WRITABLE);
        var secondary = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var us = new MeterObserver(secondary, "us");
        us.applied("eu", "shop", 1);
        of = Reading.of(1, "eu", "shop");
        show(us, of, Figure.LAG_BACK, Figure.DEPTH_BACK, Figure.SILENCE, Figure.SILENCE_BOUND, Figure.STALE);
        show(us, Reading.of(0, "shop"), Figure.PRIMARY, Figure.WRITABLE);
        var said = "%d series in the primary and %d in the secondary".formatted(series(primary), series(secondary));
        var text = Files.readString(DOCS.resolve("alerts.md")).replaceAll("\\s+", " ");
        assertTrue(text.contains(said), said);
    }

    private static void show(MeterObserver observer, Reading reading, Figure... figures) {
        for (Figure figure : figures) {
            observer.shows(figure, List.of(reading));
        }
    }

    private static long series(PrometheusMeterRegistry meters) {
        return meters.scrape()
                .lines()
                .filter(line -> line.contains("realm=\"shop\""))
                .count();
    }

    private static Set<String> given() {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var observer = new MeterObserver(meters, "eu");
        observer.shipped("us", "shop", 1, 1, 1);
        observer.applied("us", "shop", 1);
        observer.unattributed("REALM");
        observer.unconfirmed("shop");
        observer.drilled("us", "shop", false);
        for (Figure figure : Figure.values()) {
            observer.shows(figure, List.of(Reading.of(1, "us", "shop")));
        }
        return Pattern.compile("(?m)^(multiregion_\\w+)")
                .matcher(meters.scrape())
                .results()
                .map(name -> name.group(1))
                .collect(toCollection(TreeSet::new));
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
