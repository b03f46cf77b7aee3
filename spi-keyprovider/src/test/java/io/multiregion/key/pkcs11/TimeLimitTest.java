package io.multiregion.key.pkcs11;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.KeyUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

    @Test
    void aModuleThatHangsIsNotWaitedFor() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        TimeLimit limit = new TimeLimit("pkcs11:x", Duration.ofMillis(100));
        for (int i = 0; i < 20; i++) {
            String message = assertThrows(
                            KeyUnavailableException.class,
                            () -> limit.within(() -> {
                                answers.await();
                                return 1;
                            }))
                    .getMessage();
            assertTrue(message.contains("pkcs11:x: the module did not answer within 100 ms"), message);
        }
        answers.countDown();
        assertEquals(2, new TimeLimit("pkcs11:x", Duration.ofSeconds(60)).within(() -> 2));
        assertEquals(3, eventually(limit));
    }

    private static int eventually(TimeLimit limit) {
        while (true) {
            try {
                return limit.within(() -> 3);
            } catch (KeyUnavailableException e) {
                // those that were waited for in vain come first
            }
        }
    }
}
