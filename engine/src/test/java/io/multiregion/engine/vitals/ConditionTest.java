package io.multiregion.engine.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.vitals.Facts.Failure;
import io.multiregion.engine.vitals.Facts.Progress;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word for all that may be known, and that silence hides what was good before. */
class ConditionTest {

    @ParameterizedTest
    @CsvSource({
        // who     self   status    silent  failure progress compare follow behind  word
        "primary,  true,  ACTIVE,      -1,  NONE,   WHOLE,   false,  true,      0,  PRIMARY",
        "primary,  false, ACTIVE,     900,  NONE,   WHOLE,   false,  true,      0,  PRIMARY",
        "primary,  false, ACTIVE,    3001,  NONE,   WHOLE,   false,  true,      0,  UNKNOWN",
        "primary,  false, ACTIVE,      -1,  NONE,   WHOLE,   false,  true,      0,  UNKNOWN",
        "copy,     false, ACTIVE,     900,  NONE,   WHOLE,   false,  true,      0,  LEVEL",
        "copy,     false, ACTIVE,    3000,  NONE,   WHOLE,   false,  true,   3000,  LEVEL",
        "copy,     false, ACTIVE,     900,  NONE,   WHOLE,   false,  true,   3001,  CATCHING_UP",
        "copy,     false, CREATING,   900,  NONE,   PAGES,   false,  true,      0,  CATCHING_UP",
        "copy,     false, CREATING,   900,  NONE,   COPY,    false,  true,  90000,  COPYING",
        "copy,     false, CREATING,   900,  NONE,   WHOLE,   true,   true,      0,  NOT_CONSISTENT",
        "copy,     false, ACTIVE,     900,  NONE,   WHOLE,   true,   true,   9000,  NOT_CONSISTENT",
        "copy,     false, ACTIVE,     900,  PASSES, WHOLE,   false,  true,      0,  WAITING",
        "copy,     false, ACTIVE,     900,  LASTS,  WHOLE,   false,  true,      0,  STUCK",
        "copy,     false, ACTIVE,    9000,  PASSES, WHOLE,   false,  true,      0,  WAITING",
        "copy,     false, ACTIVE,    9000,  LASTS,  WHOLE,   true,   true,      0,  STUCK",
        "copy,     false, ACTIVE,     900,  NONE,   WHOLE,   false,  false,     0,  WAITING",
        "copy,     false, ACTIVE,    3001,  NONE,   WHOLE,   false,  true,      0,  UNKNOWN",
        "copy,     false, CREATING,  3001,  NONE,   COPY,    false,  true,      0,  UNKNOWN",
        "copy,     false, INACTIVE,  3001,  NONE,   WHOLE,   false,  true,      0,  UNKNOWN",
        "copy,     false, CREATING,    -1,  NONE,   COPY,    false,  true,      0,  WAITING",
        "copy,     false, INACTIVE,   900,  NONE,   WHOLE,   false,  true,      0,  PAUSED",
        "copy,     false, INACTIVE,   900,  NONE,   WHOLE,   false,  true,   9000,  CATCHING_UP",
        "copy,     false, DELETING,   900,  NONE,   WHOLE,   false,  true,      0,  PAUSED",
        "copy,     true,  ACTIVE,     900,  NONE,   WHOLE,   false,  true,      0,  LEVEL",
        "copy,     true,  ACTIVE,    3001,  NONE,   WHOLE,   false,  true,      0,  WAITING",
        "copy,     true,  FORGOTTEN,  900,  NONE,   WHOLE,   false,  true,      0,  STUCK",
    })
    void aWordStandsForWhatIsKnown(
            String who,
            boolean self,
            ReplicaStatus status,
            long silent,
            Failure failure,
            Progress progress,
            boolean comparing,
            boolean following,
            long behind,
            Condition word) {
        Facts facts =
                new Facts(who.equals("primary"), self, status, silent, failure, progress, comparing, following, behind);
        assertEquals(word, Condition.of(facts));
    }

    /** Whatever else is known, a copy that was not heard of is never called level, paused, catching up or copying. */
    @Test
    void silenceHidesAllThatWasGood() {
        for (ReplicaStatus status : ReplicaStatus.values()) {
            for (Progress progress : Progress.values()) {
                for (long silent : new long[] {Facts.NEVER, 3001, Long.MAX_VALUE}) {
                    Facts facts = new Facts(false, false, status, silent, Failure.NONE, progress, false, true, 0);
                    assertEquals(false, Condition.of(facts).isReached(), facts::toString);
                }
            }
        }
    }

    @Test
    void theWorstIsTold() {
        List<Condition> all = Arrays.asList(Condition.values());
        for (Condition condition : all) {
            assertEquals(Condition.STUCK, condition.orWorse(Condition.STUCK));
            assertEquals(condition, Condition.PRIMARY.orWorse(condition));
        }
        assertEquals(
                Condition.STUCK,
                all.stream().max(Comparator.comparing(Condition::gravity)).orElseThrow());
    }

    @Test
    void aTroubleLastsOnceHealthTurns() {
        Trouble needsSomebody = Trouble.of(Remedy.CHANGE_IN_COPY, "x").after(null, 1000);
        assertEquals(Failure.PASSES, failure(needsSomebody, 1000 + 59_999));
        assertEquals(Failure.LASTS, failure(needsSomebody, 1000 + 60_000));
        assertEquals(Failure.PASSES, failure(Trouble.of(Remedy.PASSES, "x").after(null, 1000), 1_000_000));
        assertEquals(Failure.NONE, failure(null, 1000));
    }

    private static Failure failure(Trouble trouble, long now) {
        ReplicaState replica = replica(Batch.COPY_DONE, trouble);
        return Facts.ofReplica(primary(), replica, 0, now).failure();
    }

    @Test
    void theCursorSaysHowFarACopyIs() {
        assertEquals(Progress.COPY, progress(Batch.COPY_START));
        assertEquals(Progress.COPY, progress(Batch.COPY_AGAIN));
        assertEquals(Progress.COPY, progress(Batch.COPY_OVER + "USER:x"));
        assertEquals(Progress.PAGES, progress(Batch.COPY_BEHIND));
        assertEquals(Progress.PAGES, progress(Batch.COPY_LATE + "7:0:4:done"));
        assertEquals(Progress.WHOLE, progress(Batch.COPY_DONE));
    }

    private static Progress progress(String cursor) {
        return Facts.ofReplica(primary(), replica(cursor, null), 0, 1000).progress();
    }

    private static RealmState primary() {
        Position position = new Position(3, 8);
        return RealmStates.of(
                "id",
                "acme",
                Role.PRIMARY,
                3,
                ReplicaStatus.ACTIVE,
                "eu",
                URI.create("https://eu.example.test"),
                position,
                position,
                Instant.EPOCH,
                null);
    }

    private static ReplicaState replica(String cursor, Trouble trouble) {
        return new ReplicaState(
                "id",
                "us",
                URI.create("https://us.example.test"),
                ReplicaStatus.ACTIVE,
                ReplicaStatus.ACTIVE,
                new Position(3, 8),
                cursor,
                0,
                0,
                0,
                1,
                900,
                trouble,
                null,
                null,
                3,
                "stream");
    }
}
