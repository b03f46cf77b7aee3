package io.multiregion.replication.guard;

import java.util.Set;

/** What a secondary writes of what all regions are to know: it goes back to the primary, as rows of these tables. */
public enum RegionalWrite {
    SESSION("sessions", "OFFLINE_USER_SESSION", "OFFLINE_CLIENT_SESSION"),
    REVOKED_TOKEN("revoked and used tokens", "REVOKED_TOKEN"),
    CONSENT(
            "consents",
            "USER_CONSENT",
            "USER_CONSENT_CLIENT_SCOPE",
            "MR_WITHDRAWN_CONSENT",
            "FED_USER_CONSENT",
            "FED_USER_CONSENT_CL_SCOPE",
            "MR_WITHDRAWN_FED_CONSENT"),
    CREDENTIAL("counters, used codes", "CREDENTIAL", "FED_USER_CREDENTIAL"),
    FAILED_SIGN_IN("failed sign-ins and lockouts", "MR_FAILED_SIGN_IN");

    private final String said;
    private final Set<String> tables;

    RegionalWrite(String said, String... tables) {
        this.said = said;
        this.tables = Set.of(tables);
    }

    /** For people. */
    public String said() {
        return said;
    }

    /** The tables, as the catalogue has them. */
    public Set<String> tables() {
        return tables;
    }
}
