package io.multiregion.engine.peer.pairing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.settings.Consent;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What an operator lets another region do here, as far as it is said: the rest stays as it is.
 *
 * @param realms names with commas between them, or {@code *}; null if nothing is said of them
 * @param mayBecomePrimary {@code true} or {@code false}; null if nothing is said of it
 * @param direction {@code both}, {@code out}, {@code in} or {@code mailbox}; null if nothing is said of it
 */
public record ConsentRequest(String realms, String mayBecomePrimary, String direction) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String WHAT =
            "give {\"realms\":[\"acme\"],\"mayBecomePrimary\":true,\"direction\":\"both\"}, or some of the three";

    /** @throws RefusedException with 400, naming the member that is wrong */
    static ConsentRequest read(byte[] body) {
        if (body.length > PairingRequest.LONGEST) {
            throw refused("the body has more than " + PairingRequest.LONGEST + " bytes: " + WHAT);
        }
        Map<String, JsonNode> members = members(body);
        JsonNode realms = members.remove(Consent.REALMS);
        JsonNode primary = members.remove(Consent.MAY_BECOME_PRIMARY);
        JsonNode direction = members.remove(Consent.DIRECTION);
        if (!members.isEmpty() || realms == null && primary == null && direction == null) {
            throw refused("the members are " + Consent.REALMS + ", " + Consent.MAY_BECOME_PRIMARY + " and "
                    + Consent.DIRECTION + ": " + WHAT);
        }
        if (primary != null && !primary.isBoolean()) {
            throw refused(Consent.MAY_BECOME_PRIMARY + " is true or false: " + WHAT);
        }
        if (direction != null && !direction.isTextual()) {
            throw refused(Consent.DIRECTION + " is a word: " + WHAT);
        }
        return new ConsentRequest(
                realms == null ? null : names(realms),
                primary == null ? null : primary.asText(),
                direction == null ? null : direction.textValue());
    }

    private static Map<String, JsonNode> members(byte[] body) {
        try {
            Map<String, JsonNode> members = JSON.readValue(body, new TypeReference<>() {});
            if (members != null) {
                return members;
            }
        } catch (IOException e) {
            // said below
        }
        throw refused("the body is no JSON object: " + WHAT);
    }

    private static String names(JsonNode realms) {
        if (!realms.isArray()) {
            throw refused(Consent.REALMS + " is no list: " + WHAT);
        }
        for (JsonNode name : realms) {
            if (!name.isTextual()
                    || name.textValue().isBlank()
                    || name.textValue().contains(",")) {
                throw refused(Consent.REALMS + " has " + name + ", which can be no realm's name: " + WHAT);
            }
        }
        return String.join(",", JSON.convertValue(realms, new TypeReference<List<String>>() {}));
    }

    /** @throws RefusedException with 400, naming the member that is wrong */
    Consent applied(Consent before) {
        try {
            return before.but(realms, mayBecomePrimary, direction);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage() + ": " + WHAT);
        }
    }

    private static RefusedException refused(String message) {
        return new RefusedException(400, "invalid_consent", message);
    }

    /** Whether anything is said. */
    boolean isSaid() {
        return realms != null || mayBecomePrimary != null || direction != null;
    }
}
