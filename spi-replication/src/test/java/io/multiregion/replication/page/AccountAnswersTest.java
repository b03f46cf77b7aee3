package io.multiregion.replication.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.UserProfileAttributeMetadata;
import org.keycloak.representations.idm.UserProfileMetadata;

class AccountAnswersTest {

    @Test
    void aLockedFieldDiffersInNothingElse() {
        var field = new UserProfileAttributeMetadata(
                "phone",
                "Phone",
                true,
                false,
                "contact",
                Map.of("inputType", "tel"),
                Map.of("length", Map.of("max", 20)),
                true,
                "none");
        var profile = new UserProfileMetadata(List.of(field), List.of());
        JsonNode before = new ObjectMapper().valueToTree(field);
        AccountAnswers.lock(profile);
        JsonNode after = new ObjectMapper().valueToTree(profile.getAttributes().get(0));
        assertTrue(after.path("readOnly").asBoolean());
        ((com.fasterxml.jackson.databind.node.ObjectNode) after).put("readOnly", false);
        assertEquals(before, after);
    }
}
