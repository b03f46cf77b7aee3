package io.multiregion.replication.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.stale.StalePolicy;
import io.multiregion.engine.stale.Staleness;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.Standing;
import io.multiregion.replication.door.States;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthQuestionTest {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Function<RealmState, Optional<Staleness>> NONE = realm -> Optional.empty();

    /** Those who ask are load balancers: a copy that serves all the same is asked for users. */
    @ParameterizedTest
    @CsvSource({"true, 601, false", "true, 600, true", "false, 601, true"})
    void isNoForACopyThatIsStaleIfItsRealmSaysSo(boolean refuses, long silent, boolean yes) {
        StalePolicy policy = new StalePolicy(Duration.ofMinutes(10), refuses);
        Staleness found = new Staleness(policy, Duration.ofSeconds(silent), true);
        Optional<RealmState> copy = Optional.of(States.of(Role.SECONDARY, ReplicaStatus.ACTIVE));
        assertEquals(
                yes,
                HealthQuestion.ACTIVE
                        .refusal(copy, realm -> Optional.of(found), FRESH)
                        .isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PRIMARY, PRIMARY, ACTIVE, -",
                "PRIMARY, SECONDARY, ACTIVE, the primary is eu",
                "PRIMARY, SECONDARY, INACTIVE, the primary is eu",
                "ACTIVE, PRIMARY, ACTIVE, -",
                "ACTIVE, SECONDARY, ACTIVE, -",
                "ACTIVE, SECONDARY, CREATING, this region's copy is CREATING",
                "ACTIVE, SECONDARY, INACTIVE, this region's copy is INACTIVE",
                "ACTIVE, SECONDARY, DELETING, this region's copy is DELETING",
            })
    void isAnsweredByRoleAndStatus(HealthQuestion question, Role role, ReplicaStatus status, String refusal) {
        assertEquals(Optional.ofNullable(refusal), question.refusal(Optional.of(States.of(role, status)), NONE, FRESH));
    }

    /** A primary that takes no writes still serves end users. */
    @ParameterizedTest
    @CsvSource({
        "UNCONFIRMED, this region was away and has not compared epochs with the other regions yet",
        "CLOSING, a switchover to region us is under way",
        "CLOSED, a switchover to region us is under way",
        "HANDED_OVER, a switchover to region us is under way",
    })
    void aPrimaryThatTakesNoWritesIsNone(Standing standing, String refusal) {
        Optional<RealmState> primary = Optional.of(States.standing(standing, "us"));
        assertEquals(Optional.of(refusal), HealthQuestion.PRIMARY.refusal(primary, NONE, FRESH));
        assertEquals(Optional.empty(), HealthQuestion.ACTIVE.refusal(primary, NONE, FRESH));
    }

    @ParameterizedTest
    @EnumSource
    void isYesForARealmThatIsNotReplicated(HealthQuestion question) {
        assertTrue(question.refusal(Optional.empty(), NONE, FRESH).isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void isNoOnANodeThatLostItsDatabase(HealthQuestion question) {
        assertEquals(
                Optional.of("this node has not reached its database for 11 s"),
                question.refusal(
                        Optional.of(States.of(Role.PRIMARY, ReplicaStatus.ACTIVE)), NONE, Duration.ofSeconds(11)));
    }
}
