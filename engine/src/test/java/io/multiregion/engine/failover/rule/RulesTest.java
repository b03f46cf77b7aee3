package io.multiregion.engine.failover.rule;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.engine.state.ReplicaStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each rule finds, and what an override makes of it. */
final class RulesTest {

    private final Rules rules = new Rules(
            new Rules.Bounds(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(5)), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({"0,true", "30000,true", "30001,false"})
    void lagWithinBound(long millis, boolean holds) {
        assertEquals(holds, rules.lag(Duration.ofMillis(millis)).holds());
    }

    @ParameterizedTest
    @CsvSource({"4999,false", "5000,true"})
    void primarySilent(long millis, boolean holds) {
        assertEquals(holds, rules.silent(Duration.ofMillis(millis)).holds());
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE,true", "INACTIVE,false", "CREATING,false", "DELETING,false"})
    void replicaActive(ReplicaStatus status, boolean holds) {
        assertEquals(holds, rules.active(status).holds());
    }

    @Test
    void onlyTheNamedRulesAreSkipped() {
        List<Finding> findings =
                List.of(rules.lag(Duration.ofHours(1)), rules.silent(Duration.ZERO), rules.copyComplete(true));
        assertEquals(2, refusing(findings).findings().size());
        assertEquals(
                List.of(Rules.PRIMARY_SILENT),
                refusing(findings, Rules.LAG).findings().stream()
                        .map(Finding::rule)
                        .toList());
        assertDoesNotThrow(
                () -> Rules.check(findings, override("why", Rules.LAG, Rules.PRIMARY_SILENT), Mandate.OPERATOR));
        assertEquals(
                List.of(Rules.LAG),
                Rules.overridden(findings, override("why", Rules.LAG, Rules.NOT_FLAPPING)),
                "a rule that held was not overridden");
    }

    @Test
    void anIncompleteCopyIsNeverEnough() {
        List<Finding> findings = List.of(rules.copyComplete(false));
        assertEquals(1, refusing(findings, Rules.COPY_COMPLETE).findings().size());
    }

    @Test
    void anOverrideSaysWhatAndWhy() {
        assertEquals("reason_required", refused(override(null, Rules.LAG)).error());
        assertEquals("reason_required", refused(override(" ", Rules.LAG)).error());
        assertEquals("unknown_rule", refused(override("why", "all")).error());
        assertDoesNotThrow(() -> Rules.checkOverride(MoveRequest.empty(), Mandate.OPERATOR));
    }

    @Test
    void whichKeyFailsIsForOperators() {
        List<Finding> findings = List.of(
                Rules.fails(Rules.KEYS, "vault:https://kms.internal: HTTP status 403"), rules.lag(Duration.ZERO));
        assertEquals(findings, Rules.shown(findings, Mandate.OPERATOR));
        List<Finding> shown = Rules.shown(findings, Mandate.REALM);
        assertEquals(Rules.fails(Rules.KEYS, KeyTrouble.SAID), shown.get(0));
        assertEquals(findings.get(1), shown.get(1));
        RulesRefusedException refused = assertThrows(
                RulesRefusedException.class, () -> Rules.check(findings, MoveRequest.empty(), Mandate.REALM));
        assertEquals("keys-usable: " + KeyTrouble.SAID, refused.getMessage());
        Finding holds = Rules.holds(Rules.KEYS, "it signs");
        assertEquals(List.of(holds), Rules.shown(List.of(holds), Mandate.REALM));
    }

    /** An old export names what no Keycloak has any more: that is no reason to stay. */
    @Test
    void whatThePrimaryLacksAsWellIsAWarning() {
        Finding theirs =
                Lacks.of("us", List.of("file /keys/a (component a)", "theme b (realm)"), List.of("c (flow d)"));
        assertEquals("region us lacks file /keys/a (component a), theme b (realm): install it there", theirs.detail());
        Finding some = Lacks.besides(List.of("theme b (realm)"), "us", theirs);
        assertEquals(List.of("file /keys/a (component a)"), some.lacks());
        assertEquals("region us lacks file /keys/a (component a): install it there", some.detail());
        Finding none = Lacks.besides(List.of("theme b (realm)", "file /keys/a (component a)"), "us", theirs);
        assertTrue(none.holds());
        assertEquals(2, none.warnings().size());
        assertTrue(none.warnings().get(0).contains("c (flow d)"), none::toString);
        assertTrue(none.warnings().get(1).contains("theme b (realm), and so does this region"), none::toString);
        assertEquals(theirs, Lacks.besides(List.of(), "us", theirs));
        Finding unused = Lacks.of("us", List.of(), List.of("c (flow d)"));
        assertTrue(unused.holds() && unused.warnings().get(0).contains("c (flow d)"), unused::toString);
    }

    private static RefusedException refused(MoveRequest request) {
        return assertThrows(RefusedException.class, () -> Rules.checkOverride(request, Mandate.OPERATOR));
    }

    private static RulesRefusedException refusing(List<Finding> findings, String... overridden) {
        return assertThrows(
                RulesRefusedException.class,
                () -> Rules.check(findings, override("why", overridden), Mandate.OPERATOR));
    }

    private static MoveRequest override(String reason, String... rules) {
        return new MoveRequest(null, List.of(rules), reason, null, null, null, null);
    }
}
