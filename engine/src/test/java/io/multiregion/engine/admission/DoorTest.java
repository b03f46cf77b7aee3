package io.multiregion.engine.admission;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.metrics.NotTaken;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.pass.Announcements;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Few are let in at once, each for a bounded time, and nobody twice. */
class DoorTest {

    private static final Limits FEW = new Limits(4, 100, 3, 60, Duration.ofMillis(200), 1 << 20);
    private static final RecentMessages.Bounds MEMORY = new RecentMessages.Bounds(Duration.ofMinutes(10), 3, 10);

    private static final TestRegion US = TestRegion.ec("us");
    private static final TestRegion EU = TestRegion.ec("eu");
    private static final TestRegion AP = TestRegion.ec("ap");
    private static final TestRegion SA = TestRegion.ec("sa");
    private static final Announcements OF_EU = EU.announcing(US);
    private static final Announcements OF_AP = AP.announcing(US);
    private static final Announcements OF_SA = SA.announcing(US);

    private final Map<String, Integer> counted = new ConcurrentHashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Door door = new Door(
            US.announcing(EU, AP, SA),
            new Observer() {
                @Override
                public void receiveFailed(NotTaken reason) {
                    counted.merge(reason.label(), 1, Integer::sum);
                }
            },
            FEW,
            MEMORY,
            nanos::get);

    @AfterEach
    void stop() {
        door.stop();
    }

    private static String eu() {
        return OF_EU.announce(header("eu"));
    }

    private static String ap() {
        return OF_AP.announce(header("ap"));
    }

    private static Header header(String from) {
        return new Header(
                MessageType.BATCH,
                "acme",
                from,
                "us",
                1,
                Position.START,
                Position.START,
                MessageId.next(),
                null,
                1,
                1,
                "",
                "");
    }

    @Test
    void oneSenderTakesItsShareAndLeavesTheOthersTheirs() throws NotAcceptedException {
        var places = new ArrayList<Place>();
        for (int i = 0; i < 3; i++) {
            places.add(assertInstanceOf(Place.class, door.admit(eu(), 1)));
        }
        assertInstanceOf(Admission.Busy.class, door.admit(eu(), 1));
        places.add(assertInstanceOf(Place.class, door.admit(ap(), 1)));
        assertInstanceOf(Admission.Busy.class, door.admit(ap(), 1), "four are all");
        places.get(0).close();
        places.add(assertInstanceOf(Place.class, door.admit(ap(), 1)));
        places.subList(1, places.size()).forEach(Place::close);
        assertInstanceOf(Place.class, door.admit(eu(), 1)).close();
        assertEquals(Map.of("busy", 2), counted);
    }

    /** Two hostile regions take all there is; the third is heard all the same. */
    @Test
    void eachSenderFindsRoomForOne() throws NotAcceptedException {
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Place.class, door.admit(eu(), 20));
        }
        assertInstanceOf(Place.class, door.admit(ap(), 40));
        assertInstanceOf(Admission.Busy.class, door.admit(ap(), 1));
        var asked = OF_SA.announce(header("sa"));
        try (var place = assertInstanceOf(Place.class, door.admit(asked, 60))) {
            assertEquals("sa", place.header().from());
            assertInstanceOf(Admission.Busy.class, door.admit(OF_SA.announce(header("sa")), 1));
        }
    }

    @Test
    void bytesAreCountedBeforeTheyAreRead() throws NotAcceptedException {
        var first = assertInstanceOf(Place.class, door.admit(eu(), 50));
        assertInstanceOf(Admission.Busy.class, door.admit(eu(), 11));
        var second = assertInstanceOf(Place.class, door.admit(ap(), 50));
        assertInstanceOf(Admission.Busy.class, door.admit(ap(), 1), "a hundred are all");
        first.close();
        second.close();
        assertInstanceOf(Place.class, door.admit(eu(), 60)).close();
    }

    @Test
    void twoHundredAtOnceFindTheRoomThereIs() throws Exception {
        var threads = new ArrayList<Thread>();
        var admissions = new ConcurrentHashMap<Integer, Admission>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            var thread = new Thread(() -> {
                try {
                    admissions.put(number, door.admit(number % 2 == 0 ? eu() : ap(), 1));
                } catch (NotAcceptedException e) {
                    throw new AssertionError(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
        var kinds =
                admissions.values().stream().collect(Collectors.groupingBy(Object::getClass, Collectors.counting()));
        assertEquals(Map.of(Place.class, 4L, Admission.Busy.class, 196L), kinds);
    }

    @Test
    void strangersTakeNoRoom() throws NotAcceptedException {
        for (int i = 0; i < 200; i++) {
            assertThrows(NotAcceptedException.class, () -> door.admit("eu", 9 << 20));
        }
        assertEquals(Map.of("not-accepted", 200), counted);
        assertInstanceOf(Place.class, door.admit(eu(), 60)).close();
    }

    @Test
    void whatComesAgainGetsTheSameAnswer() throws NotAcceptedException {
        String announcement = eu();
        var place = assertInstanceOf(Place.class, door.admit(announcement, 1));
        assertInstanceOf(Admission.Busy.class, door.admit(announcement, 1), "it is being worked on");
        place.answered(new byte[] {1, 2});
        place.close();
        var again = assertInstanceOf(Admission.Answered.class, door.admit(announcement, 1));
        assertArrayEquals(new byte[] {1, 2}, again.answer());
    }

    @Test
    void whatWasNotTakenMayComeAgain() throws NotAcceptedException {
        String announcement = eu();
        assertInstanceOf(Place.class, door.admit(announcement, 1)).close();
        assertInstanceOf(Place.class, door.admit(announcement, 1)).close();
        String large = eu();
        var others = assertInstanceOf(Place.class, door.admit(eu(), 60));
        assertInstanceOf(Admission.Busy.class, door.admit(large, 50));
        others.close();
        assertInstanceOf(Place.class, door.admit(large, 50)).close();
    }

    @Test
    void whatIsRememberedIsBounded() throws NotAcceptedException {
        var announcements = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            announcements.add(eu());
            try (var place = assertInstanceOf(Place.class, door.admit(announcements.get(i), 1))) {
                place.answered(new byte[4]);
            }
        }
        assertInstanceOf(Admission.Repeated.class, door.admit(announcements.get(1), 1), "no room for its answer");
        assertInstanceOf(Admission.Answered.class, door.admit(announcements.get(3), 1));
        assertInstanceOf(Admission.Answered.class, door.admit(announcements.get(2), 1));
        try (var place = assertInstanceOf(Place.class, door.admit(announcements.get(0), 1), "no room for its id")) {
            place.answered(new byte[11]);
        }
        assertInstanceOf(Admission.Repeated.class, door.admit(announcements.get(0), 1), "its answer is too long");
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        announcements.forEach(announcement -> {
            try {
                assertInstanceOf(Place.class, door.admit(announcement, 1)).close();
            } catch (NotAcceptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aBodyIsReadWhole() throws Exception {
        try (var place = assertInstanceOf(Place.class, door.admit(eu(), 3))) {
            assertArrayEquals(new byte[] {1, 2, 3}, place.read(new ByteArrayInputStream(new byte[] {1, 2, 3})));
        }
        try (var place = assertInstanceOf(Place.class, door.admit(eu(), 3))) {
            assertThrows(EOFException.class, () -> place.read(new ByteArrayInputStream(new byte[2])));
        }
    }

    /** However it comes, a byte now and then or nothing at all, the reader is free again in time. */
    @Test
    void aSlowBodyIsGivenUp() throws Exception {
        for (boolean drips : List.of(true, false)) {
            try (var in = new PipedInputStream();
                    var out = new PipedOutputStream(in);
                    var place = assertInstanceOf(Place.class, door.admit(eu(), 60))) {
                var dripping = new Thread(() -> drip(out, drips));
                dripping.start();
                long began = System.nanoTime();
                assertThrows(TooSlowException.class, () -> place.read(in));
                assertEquals(0, Duration.ofNanos(System.nanoTime() - began).toSeconds() / 10);
                assertEquals(false, Thread.currentThread().isInterrupted());
                dripping.interrupt();
                dripping.join();
            }
        }
        assertEquals(Map.of("too-slow", 2), counted);
        assertInstanceOf(Place.class, door.admit(eu(), 60)).close();
    }

    private static void drip(PipedOutputStream out, boolean drips) {
        try {
            for (int i = 0; i < 59 && !Thread.currentThread().isInterrupted(); i++) {
                if (drips) {
                    out.write(i);
                    out.flush();
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        } catch (IOException e) {
            // nobody reads any more
        }
    }
}
