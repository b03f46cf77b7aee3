package io.multiregion.command.json;

/** What should be JSON is not. */
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JsonException(String message) {
        super(message);
    }
}
