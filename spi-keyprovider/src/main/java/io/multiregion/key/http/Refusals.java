package io.multiregion.key.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import java.util.Set;
import java.util.function.Function;

/**
 * What a service means by an answer that is no success.
 *
 * @param service what it is to the key, for people: its service
 * @param code the short name of the error in an answer of this service
 * @param passing the codes that stand for a moment's trouble, whatever their status
 * @param credentials the codes that stand for credentials that are no longer good, beside status 401
 */
public record Refusals(String service, Function<JsonNode, String> code, Set<String> passing, Set<String> credentials) {

    private static final int LONGEST = 120;

    boolean areOfCredentials(ServiceAnswer answer) {
        return answer.status() == 401 || credentials.contains(code(answer));
    }

    KeyException of(String uri, ServiceAnswer answer) {
        int status = answer.status();
        String code = code(answer);
        String said = " (" + status + (code.isEmpty() ? "" : ", " + code) + ")";
        if (status == 408 || status == 412 || status == 429 || status >= 500 || passing.contains(code)) {
            return new KeyUnavailableException(
                    uri, service + " cannot answer now" + said + ": wait, or check the service and its limits", null);
        }
        if (status == 401 || status == 403 || code.startsWith("AccessDenied") || credentials.contains(code)) {
            return new KeyDeniedException(
                    uri, service + " refused the caller" + said + ": check credentials, clock and permissions", null);
        }
        return new KeyDeniedException(
                uri,
                service + " refused" + said
                        + ": check that the key exists and is enabled, and that what was given was made with it",
                null);
    }

    private String code(ServiceAnswer answer) {
        String text = answer.isJson() ? code.apply(answer.json()) : "";
        String plain = text.replaceAll("[^A-Za-z0-9 .,:_/#-]", " ").strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }
}
