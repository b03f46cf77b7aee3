package io.multiregion.engine.admission;

/** A message did not come in time. It was not taken: send it again. */
public final class TooSlow extends Exception {

    private static final long serialVersionUID = 1L;

    TooSlow(String message) {
        super(message);
    }
}
