package io.multiregion.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;

/** What a server answered. */
public record Answer(String request, int status, String text, HttpResponse<String> response) {

    public static Answer of(String request, HttpResponse<String> response) {
        return new Answer(request, response.statusCode(), response.body(), response);
    }

    /** The body as JSON; raises if it is not. */
    public JsonNode json() {
        return Json.read(text);
    }

    /** The id of what was created: the last part of the Location. */
    public String id() {
        var location = header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** A header, or an empty text. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    /** Raises with the body unless the status is one of these. */
    public Answer expect(Integer... statuses) {
        if (!Set.of(statuses).contains(status)) {
            throw new UnexpectedException(this, Set.of(statuses).toString());
        }
        return this;
    }

    /** Raises with the body unless the request went well. */
    public Answer expectSuccess() {
        if (status / 100 != 2) {
            throw new UnexpectedException(this, "2xx");
        }
        return this;
    }

    /** A status that was not expected, with what the server said about it. */
    static final class UnexpectedException extends RuntimeException {
        private final transient Answer answer;

        UnexpectedException(Answer answer, String expected) {
            super(answer.request() + " answered " + answer.status() + " instead of " + expected + ": " + answer.text());
            this.answer = answer;
        }

        int status() {
            return answer.status();
        }
    }
}
