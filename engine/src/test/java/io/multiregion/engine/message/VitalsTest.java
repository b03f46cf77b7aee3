package io.multiregion.engine.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.message.Heartbeats.Vitals;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a region says of itself is shown to people: it is no markup, of no great length, and no moment that can't be written. */
class VitalsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<script>alert(1)</script>",
                "26.7.0 ",
                "26\n7",
                "26.7.0\u0000",
                "javascript:x",
                "\u0662\u0666"
            })
    void whatIsNoVersionIsUnknown(String text) {
        assertEquals(Vitals.UNKNOWN, said(text, 1, 1, 1).keycloak());
        assertEquals(Vitals.UNKNOWN, said("9".repeat(65), 1, 1, 1).extension());
    }

    @Test
    void versionsAreKept() {
        assertEquals("26.7.0", said("26.7.0", 1, 1, 1).keycloak());
        assertEquals("999.0.0-SNAPSHOT", said("999.0.0-SNAPSHOT", 1, 1, 1).extension());
    }

    @Test
    void numbersHaveBounds() {
        Vitals most = said("1", Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        assertEquals(10_000, most.nodes());
        assertEquals(
                "9999-12-31T23:59:59.999Z", Instant.ofEpochMilli(most.clock()).toString());
        assertEquals(most.clock(), most.certificateEnd());
        assertEquals(Optional.of(most.clock()), most.ahead());
        Vitals least = said("1", Integer.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);
        assertEquals(0, least.nodes());
        assertEquals(0, least.clock());
        assertEquals(Optional.of(-most.clock()), least.ahead());
    }

    private static Vitals said(String version, int nodes, long moment, long ahead) {
        return new Vitals(version, version, nodes, moment, Optional.of(ahead), moment, true, Optional.empty());
    }
}
