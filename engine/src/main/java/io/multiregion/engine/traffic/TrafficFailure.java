package io.multiregion.engine.traffic;

/** Users are not sent to this region yet. The message says why and what to do; asking again may help. */
public final class TrafficFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrafficFailure(String message) {
        super(message);
    }

    TrafficFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
