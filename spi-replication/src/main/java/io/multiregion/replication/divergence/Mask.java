package io.multiregion.replication.divergence;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What of a row an administrator is not shown, as nowhere in Keycloak's own administration. */
public final class Mask {

    private static final String MASK = "**********";

    private static final Set<String> COLUMNS = Set.of(
            "CLIENT.SECRET",
            "CREDENTIAL.SECRET_DATA",
            "CREDENTIAL.CREDENTIAL_DATA",
            "FED_USER_CREDENTIAL.SECRET_DATA",
            "FED_USER_CREDENTIAL.CREDENTIAL_DATA",
            "FEDERATED_IDENTITY.TOKEN",
            "BROKER_LINK.TOKEN",
            "CLIENT.REGISTRATION_TOKEN",
            "OFFLINE_USER_SESSION.DATA",
            "OFFLINE_CLIENT_SESSION.DATA",
            // what is in here depends on the provider: keys, bind passwords, tokens
            "COMPONENT_CONFIG.VALUE",
            "MR_DATA_KEY.WRAPPED");

    /** Tables of settings by name: those whose name says so hold secrets. */
    private static final Pattern NAMED =
            Pattern.compile("(?i).*(secret|password|private|credential|token|\\bkey\\b|certificate).*");

    private Mask() {}

    /** A value as it may be shown; null stays null. */
    public static String shown(String table, String column, Map<String, Object> row) {
        Object value = row.get(column);
        if (value == null) {
            return null;
        }
        boolean named = column.equals("VALUE")
                && row.get("NAME") instanceof String name
                && NAMED.matcher(name).matches();
        return named || COLUMNS.contains(table + "." + column) ? MASK : Comparison.text(value);
    }
}
