package io.multiregion.replication.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.onelog.OneLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;

/** The engine takes the types of events that Keycloak can read. */
class EventTypesTest {

    @Test
    void areThoseOfKeycloak() throws IOException {
        assertEquals(names(EventType.values()), listed("event-types.txt"));
        assertEquals(names(OperationType.values()), listed("operation-types.txt"));
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).sorted().toList();
    }

    private static List<String> listed(String file) throws IOException {
        try (var stream = OneLog.class.getResourceAsStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .sorted()
                    .toList();
        }
    }
}
