package io.multiregion.engine.mandate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.OtherTables;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Shapes;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.failover.Drain;
import io.multiregion.engine.failover.Failover;
import io.multiregion.engine.failover.Handover;
import io.multiregion.engine.failover.Switchover;
import io.multiregion.engine.failover.rule.Candidacy;
import io.multiregion.engine.failover.rule.Eligibility;
import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.succession.Succession;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the administrators of one realm may not ask for, since others have a share in it. */
class MandateTest {

    private static final String REALM = "acme-id";
    private static final URI EU = URI.create("https://eu.test");
    private static final Optional<String> SHARED = Optional.of("login.example.test");

    private static final Consents CONSENTS = new Consents("eu", "master", region -> Consent.NONE);

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Clock clock = Clock.systemUTC();
    private final Rules rules =
            new Rules(new Rules.Bounds(Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(5)), clock);
    private final Succession succession = new Succession("eu", EU, null, new Journal("eu"), CONSENTS, clock);
    private final List<String> promoted = new ArrayList<>();

    @BeforeEach
    void aPrimaryThatWasAway() {
        database.transaction(connection -> {
            RealmRows.assume(
                    connection,
                    RealmStates.of(
                            REALM,
                            "acme",
                            Role.PRIMARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            "eu",
                            EU,
                            Position.START,
                            Position.START,
                            Instant.EPOCH,
                            null));
            return RealmRows.doubtAll(connection);
        });
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void rulesAreOverriddenByOperators() {
        MoveRequest override = new MoveRequest("us", List.of(Rules.LAG), "why", null, null, null, null);
        assertRefused(() -> failover(Optional.empty()).perform(REALM, override, Mandate.REALM));
        assertRefused(() -> switchover(Optional.empty()).perform(REALM, override, Mandate.REALM));
        assertEquals(List.of(), promoted);
        failover(Optional.empty()).perform(REALM, override, Mandate.OPERATOR);
        assertEquals(List.of("acme"), promoted);
    }

    @Test
    void aSharedRecordIsMovedByOperators() {
        assertTrue(assertRefused(() -> failover(SHARED).perform(REALM, MoveRequest.empty(), Mandate.REALM))
                .getMessage()
                .contains("login.example.test"));
        assertEquals(List.of(), promoted);
        failover(SHARED).perform(REALM, MoveRequest.empty(), Mandate.OPERATOR);
        assertEquals(List.of("acme"), promoted);
        MoveRequest to = new MoveRequest("us", null, null, null, null, null, null);
        assertRefused(() -> switchover(SHARED).perform(REALM, to, Mandate.REALM));
    }

    @Test
    void theirOwnRoleTheyMayMove() {
        failover(Optional.empty()).perform(REALM, MoveRequest.empty(), Mandate.REALM);
        assertEquals(List.of("acme"), promoted);
    }

    private Failover failover(Optional<String> shared) {
        return new Failover(
                "eu",
                database,
                succession,
                new Candidacy(
                        "eu", Shapes.of("26.7.0", "REALM.ID TEXT key"), database, rules, realm -> List.of(), clock),
                realm -> promoted.add(realm.realmName()),
                shared);
    }

    private Switchover switchover(Optional<String> shared) {
        Journal journal = new Journal("eu");
        return new Switchover(
                database,
                null,
                new Eligibility(
                        database,
                        journal,
                        null,
                        CONSENTS,
                        rules,
                        realm -> List.of(),
                        new OtherTables(database, Ownership.load())),
                new Handover(
                        database, new Drain(database, journal, (realm, region) -> {}), succession, realm -> {}, clock),
                realm -> {},
                shared,
                clock);
    }

    private static RefusedException assertRefused(Runnable call) {
        RefusedException refused = assertThrows(RefusedException.class, call::run);
        assertEquals(403, refused.status(), refused.getMessage());
        assertEquals("operators_only", refused.error());
        return refused;
    }
}
