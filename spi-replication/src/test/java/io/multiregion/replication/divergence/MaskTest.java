package io.multiregion.replication.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a diverged row is shown, and what is not. */
final class MaskTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "CLIENT, SECRET, -, s3cret, **********",
                "CLIENT, SECRET, -, -, -",
                "CLIENT, CLIENT_ID, -, shop, shop",
                "CREDENTIAL, SECRET_DATA, -, hash, **********",
                "COMPONENT_CONFIG, VALUE, privateKey, key, **********",
                "COMPONENT_CONFIG, VALUE, priority, 100, **********",
                "IDENTITY_PROVIDER_CONFIG, VALUE, clientSecret, x, **********",
                "IDENTITY_PROVIDER_CONFIG, VALUE, authorizationUrl, https://idp, https://idp",
                "REALM_SMTP_CONFIG, VALUE, password, x, **********",
                "REALM_SMTP_CONFIG, VALUE, host, mail, mail",
                "CLIENT_ATTRIBUTES, VALUE, client.secret.rotated, x, **********",
                "CLIENT_ATTRIBUTES, VALUE, saml.signing.private.key, x, **********",
                "USER_ATTRIBUTE, VALUE, city, Bonn, Bonn",
                "FEDERATED_IDENTITY, TOKEN, -, x, **********",
            })
    void secretsAreMasked(String table, String column, String name, String value, String shown) {
        Map<String, Object> row = new HashMap<>();
        row.put("NAME", name);
        row.put(column, value);
        assertEquals(shown, Mask.shown(table, column, row));
    }
}
