package io.multiregion.engine.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SessionPartTest {

    @Test
    void aRowTellsItsPart() {
        assertEquals(1, SessionPart.columns("OFFLINE_USER_SESSION").size());
        assertEquals(4, SessionPart.columns("OFFLINE_CLIENT_SESSION").size());
        assertEquals(List.of(), SessionPart.columns("USER_ENTITY"));
        assertEquals(SessionPart.ofAll(false), SessionPart.of(List.of("0")));
        assertEquals(SessionPart.ofClient(true, "c"), SessionPart.of(List.of("1", "c", "local", "local")));
        assertEquals(
                SessionPart.ofClient(true, "f:store:them"), SessionPart.of(List.of("1", "external", "store", "them")));
    }

    @Test
    void aPartBelongsToItsSession() {
        assertEquals("1:*", SessionPart.whole("1:c"));
        assertEquals("c", SessionPart.client("1:c"));
        assertNull(SessionPart.client("1:*"));
    }

    /** Other regions send them. */
    @Test
    void whatIsNoPartIsSeen() {
        assertTrue(SessionPart.isOne("0:*"));
        assertFalse(SessionPart.isOne("2:*"));
        assertFalse(SessionPart.isOne("0:"));
        assertFalse(SessionPart.isOne(null));
        assertFalse(SessionPart.isOne("0:" + "x".repeat(300)));
    }
}
