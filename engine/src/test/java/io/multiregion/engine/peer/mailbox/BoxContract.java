package io.multiregion.engine.peer.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a place for objects has to keep to. */
abstract class BoxContract {

    private static final int MOST = 1 << 20;

    abstract Box box() throws IOException;

    @Test
    void whatIsPutIsThereUntilItIsDeleted() throws IOException {
        byte[] object = new byte[300_000];
        new Random(1).nextBytes(object);
        assertTrue(box().putIfAbsent("us/messages/a", object));
        assertArrayEquals(object, box().get("us/messages/a", MOST).orElseThrow());
        assertEquals(List.of("us/messages/a"), box().list("us/messages/", 10));
        box().delete("us/messages/a");
        box().delete("us/messages/a");
        assertEquals(Optional.empty(), box().get("us/messages/a", MOST));
        assertEquals(List.of(), box().list("us/messages/", 10));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        assertTrue(box().putIfAbsent("us/messages/a", new byte[] {1}));
        assertFalse(box().putIfAbsent("us/messages/a", new byte[] {2}));
        assertArrayEquals(new byte[] {1}, box().get("us/messages/a", MOST).orElseThrow());
    }

    @Test
    void ofManyOneIsTheFirst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> puts = new ArrayList<>();
            for (byte i = 0; i < 8; i++) {
                byte[] object = {i};
                puts.add(() -> box().putIfAbsent("us/messages/raced", object));
            }
            int first = 0;
            for (Future<Boolean> put : threads.invokeAll(puts)) {
                first += put.get() ? 1 : 0;
            }
            assertEquals(1, first);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aListingIsInOrderAndBounded() throws IOException {
        for (int i = 9; i >= 0; i--) {
            box().putIfAbsent("us/messages/" + i, new byte[0]);
        }
        box().putIfAbsent("us/answers/n/0", new byte[0]);
        box().putIfAbsent("eu/messages/0", new byte[0]);
        assertEquals(List.of("us/messages/0", "us/messages/1", "us/messages/2"), box().list("us/messages/", 3));
        assertEquals(10, box().list("us/messages/", 100).size());
        assertEquals(List.of(), box().list("ap/messages/", 100));
    }

    @Test
    void whatIsTooLongIsNotRead() throws IOException {
        box().putIfAbsent("us/messages/a", new byte[100]);
        assertThrows(IOException.class, () -> box().get("us/messages/a", 99));
        assertEquals(100, box().get("us/messages/a", 100).orElseThrow().length);
    }
}
