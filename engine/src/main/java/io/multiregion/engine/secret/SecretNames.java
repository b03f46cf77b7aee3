package io.multiregion.engine.secret;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which values of which tables are secrets: the one list for what is sealed at rest, with the place that each is bound to, and for what
 * is shown. {@code docs/sealing.md} lists what is sealed and says why others are not. What is shown is more careful: all that is not
 * known to be {@link Harmless} may be a secret.
 */
public final class SecretNames {

    /**
     * A column with secrets.
     *
     * @param table upper case
     * @param column upper case
     * @param row the columns that name the row a secret belongs to, for as long as it lives
     * @param of the column that tells whether the row's value is a secret, or null where all are
     */
    public record SecretColumn(String table, String column, List<String> row, String of) {}

    /** In the order in which they are sealed: keys first. */
    public static final List<SecretColumn> COLUMNS = List.of(
            new SecretColumn("COMPONENT_CONFIG", "VALUE", List.of("ID"), "NAME"),
            new SecretColumn("REALM_SMTP_CONFIG", "VALUE", List.of("REALM_ID", "NAME"), "NAME"),
            new SecretColumn("IDENTITY_PROVIDER_CONFIG", "VALUE", List.of("IDENTITY_PROVIDER_ID", "NAME"), "NAME"),
            new SecretColumn("CLIENT", "SECRET", List.of("ID"), null),
            new SecretColumn("CLIENT_ATTRIBUTES", "VALUE", List.of("CLIENT_ID", "NAME"), "NAME"),
            new SecretColumn("CREDENTIAL", "SECRET_DATA", List.of("ID"), "TYPE"),
            new SecretColumn("FEDERATED_IDENTITY", "TOKEN", List.of("USER_ID"), null),
            new SecretColumn("FED_USER_CREDENTIAL", "SECRET_DATA", List.of("ID"), "TYPE"),
            new SecretColumn("BROKER_LINK", "TOKEN", List.of("USER_ID"), null));

    /** Names of settings that hold secrets: of key providers, user storage, mail, identity providers and clients. */
    private static final Pattern SETTING =
            Pattern.compile("(?i).*(secret|secret\\.rotated|password|credential|private[._-]?key|api[._-]?key)");

    /** Seeds; passwords and recovery codes are hashes already, and passkeys are public keys. */
    private static final Set<String> CREDENTIAL_TYPES = Set.of("otp", "totp", "hotp");

    /** The longest text in columns that are not made for long ones; Keycloak made them for 255, our change log widens them. */
    private static final Map<String, Integer> ROOM = Map.of("CLIENT.SECRET", 2048, "REALM_SMTP_CONFIG.VALUE", 2048);

    private static final Harmless HARMLESS = Harmless.load();

    /** A reference to a secret that is elsewhere. */
    private static final Pattern VAULT = Pattern.compile("\\$\\{vault\\..+}");

    private SecretNames() {}

    /** Whether a setting holds a secret. */
    public static boolean isSecretSetting(String name) {
        return name != null && SETTING.matcher(name).matches();
    }

    /** Whether a credential's secret data is a secret that is not a hash. */
    public static boolean isSecretCredential(String type) {
        return type != null && CREDENTIAL_TYPES.contains(type);
    }

    /**
     * Whether an administrator of the realm may be shown a value of a row. What is sealed never is; nor is what nobody has looked at yet.
     *
     * @param row all columns of the row
     */
    public static boolean isHarmless(String table, String column, Map<String, Object> row) {
        return COLUMNS.stream()
                        .noneMatch(secret ->
                                secret.table().equals(table) && secret.column().equals(column) && isSecret(secret, row))
                && HARMLESS.contains(table, column, row);
    }

    public static boolean isSecret(SecretColumn column, Map<String, Object> row) {
        if (column.of() == null) {
            return true;
        }
        String of = (String) row.get(column.of());
        return column.of().equals("TYPE") ? isSecretCredential(of) : isSecretSetting(of);
    }

    /** Whether a value says where the secret is rather than what it is. */
    public static boolean isReference(String value) {
        return VAULT.matcher(value).matches();
    }

    /** How many letters have room in the column of a place. */
    public static int room(String place) {
        return ROOM.getOrDefault(place.substring(0, place.indexOf('/')), Integer.MAX_VALUE);
    }

    public static String place(SecretColumn column, Map<String, Object> row) {
        return place(
                column.table(),
                column.column(),
                column.row().stream().map(row::get).map(String::valueOf).toArray(String[]::new));
    }

    /** What a sealed text is bound to beside its realm: the column, and the row by its lasting names. */
    public static String place(String table, String column, String... row) {
        return table + "." + column + "/" + String.join("/", row);
    }
}
