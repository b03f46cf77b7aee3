package io.multiregion.stories.operators;

import io.multiregion.lab.machine.Program;
import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.server.Checkout;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documented alert rules are sound, and each fires on the series that it is for. */
final class AlertsTest {

    @Test
    void eachRuleFiresWhenItShould() {
        var promtool = Program.of("promtool", "prometheus").toString();
        var examples = Checkout.here().root().resolve("docs/examples/prometheus");
        var shell = new Shell(examples, Map.of());
        shell.run(promtool, "check", "rules", "alerts.yaml");
        shell.run(promtool, "test", "rules", "alerts-test.yaml");
    }
}
