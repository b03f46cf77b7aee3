package io.multiregion.replication.readiness.use;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the policies that a password policy is made of.
 *
 * @param id the provider's
 * @param value what it is set to, or null
 */
record WrittenPolicy(String id, String value) {

    /** Read as Keycloak does, and without its providers: with an unknown one in it, Keycloak cannot load the realm at all. */
    static List<WrittenPolicy> of(String text) {
        List<WrittenPolicy> policies = new ArrayList<>();
        for (String policy : (text == null ? "" : text).split(" and ")) {
            int bracket = policy.indexOf('(');
            String id = (bracket < 0 ? policy : policy.substring(0, bracket)).trim();
            if (!id.isEmpty()) {
                int end = policy.lastIndexOf(')');
                policies.add(new WrittenPolicy(
                        id,
                        bracket < 0 || end < bracket
                                ? null
                                : policy.substring(bracket + 1, end).trim()));
            }
        }
        return policies;
    }
}
