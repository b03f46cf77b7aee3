package io.multiregion.engine.message.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each of these was found by the fuzzer, as something else than an {@link IOException}. */
class BatchReaderTest {

    private static final Kind KIND = Kind.values()[0];

    @Test
    void aKindThatIsNotKnown() throws IOException {
        byte[] bytes = batch();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(KIND.name());
        bytes[at] = '?';
        assertThrows(IOException.class, () -> BatchReader.read(bytes));
    }

    @Test
    void aNumberThatIsNone() throws IOException {
        byte[] bytes = batch();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("number");
        byte[] nothingAndNotANumber = {(byte) 0xf6, (byte) 0xf6, (byte) 0xf6, (byte) 0xf6, (byte) 0xf9, 0x7e, 0};
        System.arraycopy(nothingAndNotANumber, 0, bytes, at - 1, 7);
        assertThrows(IOException.class, () -> BatchReader.read(bytes));
    }

    @Test
    void whatEndsTooEarly() throws IOException {
        byte[] bytes = batch();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IOException.class, () -> BatchReader.read(cut), "cut off at " + length);
        }
    }

    @Test
    void aStepOfACopyWithoutABeginning() throws IOException {
        byte[] bytes = batch();
        int to = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("0:id");
        assertEquals(0x60, bytes[to - 2], "an empty text, before the length of the next one");
        bytes[to - 2] = (byte) 0xf6;
        assertThrows(IOException.class, () -> BatchReader.read(bytes));
    }

    private static byte[] batch() throws IOException {
        BatchWriter writer =
                new BatchWriter(new Batch("cut", 1, 2, Optional.of(new CopyStep("", "0:id")), List.of(), List.of()));
        writer.change(new ResourceKey(KIND, "id"), 5);
        writer.startSection("USER_ENTITY/USER", List.of("A", "B", "C", "D", "E", "F"), List.of("a"));
        writer.row(new Object[] {"a", "number", null, null, null, null});
        writer.endSection();
        return writer.finish();
    }
}
