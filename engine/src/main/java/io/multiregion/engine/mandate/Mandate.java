package io.multiregion.engine.mandate;

import java.util.Optional;

/** For whom somebody speaks who asks for something: what several realms share is not for the administrators of one of them to decide. */
public enum Mandate {
    /** Signed in to the master realm, as those are who run the servers, and has the role for the realm there. */
    OPERATOR,
    /** Signed in to the realm itself, as its own administrators are. */
    REALM;

    public boolean isOperator() {
        return this == OPERATOR;
    }

    /**
     * @param record the DNS record of all realms that moves with the role of any of them, or empty
     * @throws RefusedException with 403 if there is one and no operator asks
     */
    public void requireForShared(Optional<String> record) {
        record.ifPresent(name -> requireOperator(
                "with the primary role of one realm moves the DNS record " + name + " of all realms, so it is moved"));
    }

    /**
     * @param what what is asked for, and by whom it is done is said after it: "rules are overridden"
     * @throws RefusedException with 403 unless an operator asks
     */
    public void requireOperator(String what) {
        if (!isOperator()) {
            throw new RefusedException(
                    403, "operators_only", what + " by operators of the master realm only: ask one of them to do it");
        }
    }
}
