package io.multiregion.engine.admission;

/** A message did not come in time. It was not taken: send it again. */
public final class TooSlowException extends Exception {

    private static final long serialVersionUID = 1L;

    TooSlowException(String message) {
        super(message);
    }
}
