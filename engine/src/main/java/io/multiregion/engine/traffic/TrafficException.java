package io.multiregion.engine.traffic;

/** Users are not sent to this region yet. The message says why and what to do; asking again may help. */
public final class TrafficException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrafficException(String message) {
        super(message);
    }

    TrafficException(String message, Throwable cause) {
        super(message, cause);
    }
}
