package io.multiregion.engine.cut;

/** A replica lacks more than goes into one cut. */
public final class FarBehindException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FarBehindException() {
        super("it lacks more than goes into one cut");
    }
}
