package io.multiregion.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.part.Realm;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which steps lead from where to where; all others are refused, and the refusal names both. */
class StandingTest {

    private static final URI URL = URI.create("https://us.example.test");
    private static final Claim CLAIM = new Claim(3, "us");
    private static final Pause PAUSE = new Pause("eu", Instant.ofEpochMilli(7));
    private static final Map<String, UnaryOperator<Primary>> STEPS = new LinkedHashMap<>(Map.of(
            "close", primary -> primary.close("eu", Instant.EPOCH),
            "fence", primary -> primary.fence(PAUSE),
            "hand over", primary -> primary.handOver(PAUSE),
            "reopen", primary -> primary.reopen(PAUSE),
            "settle", primary -> primary.settle(PAUSE, CLAIM),
            "doubt", Primary::doubt,
            "confirm", primary -> primary.confirm(CLAIM)));

    @Test
    void stepsLeadFromOneStandingToTheNext() {
        assertEquals(Map.of("close", Standing.CLOSING, "doubt", Standing.UNCONFIRMED), ways(Standing.CONFIRMED));
        assertEquals(Map.of("confirm", Standing.CONFIRMED, "doubt", Standing.UNCONFIRMED), ways(Standing.UNCONFIRMED));
        assertEquals(
                Map.of("fence", Standing.CLOSED, "reopen", Standing.CONFIRMED, "doubt", Standing.UNCONFIRMED),
                ways(Standing.CLOSING));
        assertEquals(
                Map.of("hand over", Standing.HANDED_OVER, "reopen", Standing.CONFIRMED, "doubt", Standing.UNCONFIRMED),
                ways(Standing.CLOSED));
        assertEquals(Map.of("settle", Standing.CONFIRMED), ways(Standing.HANDED_OVER));
    }

    private static Map<String, Standing> ways(Standing from) {
        Map<String, Standing> ways = new TreeMap<>();
        STEPS.forEach((name, step) -> {
            try {
                ways.put(name, step.apply(primary(from)).standing());
            } catch (RoleMovedException e) {
                assertTrue(e.getMessage().contains("is " + from + " for region eu at epoch 3"), e::getMessage);
            }
        });
        return ways;
    }

    @Test
    void anotherPrimaryThanThisOneIsWaitedFor() {
        Primary waiting = primary(Standing.HANDED_OVER);
        assertEquals(waiting, waiting.settle(PAUSE, new Claim(4, "eu")));
    }

    @Test
    void epochsOnlyGrow() {
        Primary primary = primary(Standing.CONFIRMED);
        assertThrows(RoleMovedException.class, () -> primary.lead(CLAIM, URL, Instant.EPOCH));
        for (Claim claim : new Claim[] {new Claim(2, "eu"), new Claim(3, "zz"), CLAIM}) {
            RoleMovedException refused = assertThrows(RoleMovedException.class, () -> follow(primary, claim, 9));
            assertTrue(refused.getMessage().contains(claim.region()), refused::getMessage);
        }
        assertEquals(new Claim(3, "eu"), follow(primary, new Claim(3, "eu"), 9).claim());
        assertEquals(5, primary(Standing.HANDED_OVER).nextEpoch(), "its target may lead at 4");
    }

    @Test
    void aCopyStandsNoFurtherThanTheCommonHistory() {
        Primary primary = primary(Standing.CONFIRMED);
        assertEquals(new Position(4, 6), follow(primary, new Claim(4, "eu"), 6).position());
        assertEquals(new Position(3, 8), follow(primary, new Claim(4, "eu"), 9).position());
    }

    private static Secondary follow(Primary primary, Claim claim, long common) {
        return primary.follow(claim, URL, ReplicaStatus.ACTIVE, common, "stream", Instant.EPOCH);
    }

    private static Primary primary(Standing standing) {
        return new Primary(Realm.named("id", "acme", null), CLAIM, URL, Course.at(new Position(3, 8)), standing, PAUSE);
    }
}
