package io.multiregion.engine.state;

/**
 * The primary role of a realm moved while this region did something as its primary, and it knows by now. Nothing is lost:
 * the work ends.
 */
public final class RoleMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RoleMovedException(String message) {
        super(message);
    }
}
