package io.multiregion.replication.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmJobTest {

    @ParameterizedTest
    @CsvSource({
        "UserStorageSyncTask-3f2a-77-FULL, 3f2a-77",
        "UserStorageSyncTask-3f2a-77-CHANGED, 3f2a-77",
        "workflow-11-22, 11-22",
        "workflow-runner-task,",
        "ClearExpiredEvents,",
        "expiration-x,"
    })
    void knowsTheComponentBehindATask(String task, String component) {
        assertEquals(Optional.ofNullable(component).map(RealmJob::new), RealmJob.of(task));
    }
}
