package io.multiregion.engine.state;

/**
 * What this region was about to do with a realm's primary role does not follow from what it is to the realm by now. Nothing has changed and
 * nothing is lost: the work ends, and whoever asked for it looks at the realm's state.
 */
public final class RoleMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RoleMovedException(String message) {
        super(message);
    }

    static RoleMovedException refused(RealmState from, String to) {
        return new RoleMovedException(
                "realm " + from.realmName() + " is " + from.described() + " here: it does not become " + to);
    }
}
