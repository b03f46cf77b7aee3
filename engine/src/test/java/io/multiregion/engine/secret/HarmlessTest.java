package io.multiregion.engine.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shown to administrators: nothing that is sealed, and nothing that nobody has looked at. */
class HarmlessTest {

    private static final List<String> SECRETS = List.of(
            "apiKey",
            "api_key",
            "client_secret",
            "clientSecret",
            "bindCredential",
            "password",
            "privateKey",
            "private_key",
            "saml.signing.private.key",
            "secretData",
            "secret.key",
            "token",
            "key",
            "unknownThing");

    /** The columns with text or bytes that are hidden whatever the row's name is. */
    private static final Set<String> HIDDEN = Set.of(
            "CLIENT.REGISTRATION_TOKEN",
            "CLIENT.SECRET",
            "CREDENTIAL.SALT",
            "CREDENTIAL.SECRET_DATA",
            "CREDENTIAL.CREDENTIAL_DATA",
            "FED_USER_CREDENTIAL.SALT",
            "FED_USER_CREDENTIAL.SECRET_DATA",
            "FED_USER_CREDENTIAL.CREDENTIAL_DATA",
            "FEDERATED_IDENTITY.TOKEN",
            "BROKER_LINK.TOKEN",
            "MR_DATA_KEY.WRAPPED",
            "OFFLINE_USER_SESSION.DATA",
            "OFFLINE_USER_SESSION.BROKER_SESSION_ID",
            "OFFLINE_CLIENT_SESSION.DATA",
            "ORG_INVITATION.INVITE_LINK",
            "USER_ATTRIBUTE.LONG_VALUE_HASH",
            "USER_ATTRIBUTE.LONG_VALUE_HASH_LOWER_CASE",
            "FED_USER_ATTRIBUTE.LONG_VALUE_HASH",
            "FED_USER_ATTRIBUTE.LONG_VALUE_HASH_LOWER_CASE",
            "USER_CONSENT_CLIENT_SCOPE.PARAMETER",
            "FED_USER_CONSENT_CL_SCOPE.PARAMETER",
            "USER_VER_CREDENTIAL.USER_ATTRIBUTES",
            "FED_USER_VER_CREDENTIAL.USER_ATTRIBUTES");

    static Stream<Arguments> settings() {
        return Stream.of(
                        "COMPONENT_CONFIG",
                        "IDENTITY_PROVIDER_CONFIG",
                        "IDP_MAPPER_CONFIG",
                        "CLIENT_ATTRIBUTES",
                        "CLIENT_SCOPE_ATTRIBUTES",
                        "PROTOCOL_MAPPER_CONFIG",
                        "POLICY_CONFIG",
                        "REALM_SMTP_CONFIG",
                        "REALM_ATTRIBUTE",
                        "AUTHENTICATOR_CONFIG_ENTRY",
                        "REQUIRED_ACTION_CONFIG",
                        "USER_FEDERATION_CONFIG",
                        "USER_FEDERATION_MAPPER_CONFIG",
                        "USER_ATTRIBUTE",
                        "FED_USER_ATTRIBUTE",
                        "GROUP_ATTRIBUTE",
                        "ROLE_ATTRIBUTE",
                        "RESOURCE_ATTRIBUTE")
                .flatMap(table -> SECRETS.stream().map(name -> Arguments.of(table, name)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void noTableShowsASecret(String table, String name) {
        for (String column : List.of("VALUE", "LONG_VALUE")) {
            assertFalse(shown(table, column, Map.of("NAME", name, column, "planted")), column);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, SECRET",
        "CREDENTIAL, SECRET_DATA",
        "FED_USER_CREDENTIAL, SECRET_DATA",
        "FEDERATED_IDENTITY, TOKEN",
        "BROKER_LINK, TOKEN",
        "CLIENT, SOMETHING_NEW"
    })
    void noColumnWithSecretsIsShown(String table, String column) {
        assertFalse(shown(table, column, Map.of("TYPE", "otp", "NAME", "host", column, "planted")));
        assertFalse(shown(table, column, Map.of("TYPE", "unknown", "NAME", "host", column, "planted")));
    }

    /** A column that a new version of Keycloak brings is hidden, and this test asks somebody to look at it. */
    @Test
    void somebodyHasLookedAtEachColumn() {
        Set<String> tables =
                Ownership.load().tables().stream().map(table -> table.name()).collect(Collectors.toSet());
        Set<String> hidden = new TreeSet<>();
        try (KeycloakDatabase database = new KeycloakDatabase()) {
            database
                    .transaction(connection -> Sql.list(
                            connection,
                            "select TABLE_NAME, COLUMN_NAME from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = 'PUBLIC'"
                                    + " and DATA_TYPE not in ('BIGINT', 'INTEGER', 'BOOLEAN')",
                            row -> List.of(row.getString(1), row.getString(2))))
                    .stream()
                    .filter(column -> tables.contains(column.get(0)))
                    .filter(column -> !shown(
                            column.get(0),
                            column.get(1),
                            column.get(1).equals("NAME")
                                    ? Map.of("NAME", "host")
                                    : Map.of("NAME", "host", column.get(1), "planted")))
                    .forEach(column -> hidden.add(String.join(".", column)));
        }
        assertEquals(new TreeSet<>(HIDDEN), hidden);
    }

    private static boolean shown(String table, String column, Map<String, Object> row) {
        return SecretNames.isHarmless(table, column, new HashMap<>(row));
    }
}
