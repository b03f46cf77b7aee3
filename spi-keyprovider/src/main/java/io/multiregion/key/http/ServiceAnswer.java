package io.multiregion.key.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.multiregion.key.KeyUnavailableException;
import java.io.IOException;
import java.util.Base64;

/** What a service answered. */
public record ServiceAnswer(String uri, int status, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean isSuccess() {
        return status / 100 == 2;
    }

    boolean isJson() {
        return json().isObject();
    }

    /** An object, or nothing. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** @throws KeyUnavailableException if the field is not there: something else than the service answered */
    public String text(String pointer) {
        JsonNode field = json().at(pointer);
        if (!field.isTextual() || field.asText().isEmpty()) {
            throw strange("no " + pointer, null);
        }
        return field.asText();
    }

    /** The same for a field in Base64. */
    public byte[] bytes(String pointer) {
        return decoded(Base64.getDecoder(), pointer, text(pointer));
    }

    /** The same for a field in Base64 for URLs. */
    public byte[] urlBytes(String pointer) {
        return decoded(Base64.getUrlDecoder(), pointer, text(pointer));
    }

    /** Something in Base64 that stands in a field. */
    public byte[] decoded(Base64.Decoder decoder, String pointer, String text) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw strange("no Base64 in " + pointer, null);
        }
    }

    public KeyUnavailableException strange(String what, Throwable cause) {
        return new KeyUnavailableException(
                uri,
                "its service gave an unexpected answer (" + what + "): check its address and what lies between",
                cause);
    }

    /** Keys may be in it. */
    @Override
    public String toString() {
        return "answer " + status;
    }
}
