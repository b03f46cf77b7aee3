package io.multiregion.engine.peer.carrier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.seal.header.MessageId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What lies on the way may be anybody's. */
class ParcelTest {

    private static final List<Parcel> SOME = List.of(
            new Parcel(MessageId.next(), "a.b.c", new byte[] {1, 2, 3}), new Parcel(MessageId.next(), "", new byte[0]));

    @Test
    void theyAreReadAsTheyWereWritten() throws IOException {
        List<Parcel> read = Parcel.list(Parcel.bytes(SOME));
        assertEquals(2, read.size());
        for (int i = 0; i < 2; i++) {
            assertEquals(SOME.get(i).id(), read.get(i).id());
            assertEquals(SOME.get(i).announcement(), read.get(i).announcement());
            assertArrayEquals(SOME.get(i).message(), read.get(i).message());
        }
        assertEquals(List.of(), Parcel.list(new byte[0]));
    }

    @Test
    void whatIsShortenedOrChangedIsReadOrRefusedAndNothingElse() {
        byte[] whole = Parcel.bytes(SOME);
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            if (length != SOME.get(0).length()) {
                assertThrows(IOException.class, () -> Parcel.list(part));
            }
        }
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                Parcel.list(changed);
            } catch (IOException e) {
                // refused, as it has to be
            }
        }
    }

    @Test
    void whatWasSaidIsReadAsItWasWritten() {
        Said read = Said.of(ByteBuffer.wrap(Said.no(503, "busy").bytes()));
        assertEquals(503, read.status());
        assertEquals("{\"error\":\"busy\"}", new String(read.body()));
    }
}
