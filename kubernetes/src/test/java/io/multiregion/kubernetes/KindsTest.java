package io.multiregion.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What checks charts finds what an API server would drop or refuse. */
class KindsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    volumeMount,    '{"containers":[{"volumeMount":[]}]}'
                    value,          '{"containers":[{"env":[{"name":"A","value":8080}]}]}'
                    runAsNonRoot,   '{"containers":[{"securityContext":{"runAsNonRoot":"yes"}}]}'
                    containers,     '{"containers":{"name":"keycloak"}}'
                    """)
    void mistakesAreFoundByName(String named, String pod) {
        JsonNode template = Charts.documents("{\"spec\":" + pod + "}").get(0);
        var e = assertThrows(JsonMappingException.class, () -> Kinds.checkPod(template));
        assertTrue(e.getMessage().contains(named), e.getMessage());
    }

    @Test
    void aFieldThatTheOperatorDoesNotHaveIsFound() throws IOException {
        JsonNode spec = Charts.documents("{instances: '2', db: {hosts: a}, hostname: {admin: b}}")
                .get(0);
        assertEquals(List.of("spec.instances is string, not integer", "spec.db.hosts"), new Fields().strangers(spec));
    }
}
