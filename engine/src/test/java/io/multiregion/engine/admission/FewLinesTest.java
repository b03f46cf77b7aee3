package io.multiregion.engine.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FewLinesTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final FewLines lines = new FewLines(nanos::get);

    @Test
    void aTextIsWrittenOnceAMinute() {
        assertEquals(Optional.of("garbage"), lines.of("garbage"));
        for (int i = 0; i < 7; i++) {
            assertEquals(Optional.empty(), lines.of("garbage"));
        }
        nanos.addAndGet(FewLines.TIME.toNanos() - 1);
        assertEquals(Optional.empty(), lines.of("garbage"));
        nanos.addAndGet(1);
        assertEquals(Optional.of("garbage (8 more lines were left out before)"), lines.of("garbage"));
        nanos.addAndGet(FewLines.TIME.toNanos());
        assertEquals(Optional.of("garbage"), lines.of("garbage"));
    }

    @Test
    void whoeverMakesUpTextsGetsTwentyOfThem() {
        long written = 0;
        for (int i = 0; i < 1000; i++) {
            written += lines.of("for region r" + i).stream().count();
        }
        assertEquals(FewLines.LINES, written);
        nanos.addAndGet(FewLines.TIME.toNanos());
        assertEquals(Optional.of("other (980 more lines were left out before)"), lines.of("other"));
    }
}
