package io.multiregion.engine.failover;

/** A step of a switchover failed. The message says what holds now. */
public final class SwitchoverFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String step;

    SwitchoverFailedException(String step, String message) {
        super(message);
        this.step = step;
    }

    /** close, drain or promote. */
    public String step() {
        return step;
    }
}
