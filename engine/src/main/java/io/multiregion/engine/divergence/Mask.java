package io.multiregion.engine.divergence;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.secret.SecretNames;
import java.util.Map;
import java.util.Set;

/**
 * What of a row an administrator is not shown, as nowhere in Keycloak's own administration: secrets, and whatever may be one
 * ({@link SecretNames#isHarmless}); and what is about users, unless he may view users.
 *
 * @param viewsUsers whether he may
 */
public record Mask(boolean viewsUsers) {

    /** In place of what is not shown. */
    public static final String MASK = "**********";

    private static final Set<Kind> OF_USERS = Set.of(Kind.USER, Kind.FEDERATED_USER, Kind.SESSION, Kind.WORKFLOW_STATE);
    private static final Set<String> TABLES_OF_USERS = Set.of("ORG_INVITATION");
    private static final Set<String> COLUMNS_OF_USERS = Set.of("OWNER", "REQUESTER");

    /** A value of a row as it may be shown; null stays null. */
    public String value(Kind kind, String table, String column, Map<String, Object> row) {
        Object value = row.get(column);
        if (value == null) {
            return null;
        }
        boolean ofUsers =
                OF_USERS.contains(kind) || TABLES_OF_USERS.contains(table) || COLUMNS_OF_USERS.contains(column);
        return (viewsUsers || !ofUsers) && SecretNames.isHarmless(table, column, row) ? value.toString() : MASK;
    }

    /** A name or id of a resource; of one that users have, it may be a user's name. Null stays null. */
    public String name(Kind kind, String name) {
        return name == null || viewsUsers || !OF_USERS.contains(kind) ? name : MASK;
    }

    /** Who changed something: a user. Null stays null. */
    public String who(String user) {
        return user == null || viewsUsers ? user : MASK;
    }
}
