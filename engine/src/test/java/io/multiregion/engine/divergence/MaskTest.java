package io.multiregion.engine.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.resource.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a diverged row is shown, and what is not. */
final class MaskTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "CLIENT, SECRET, -, s3cret, **********",
                "CLIENT, SECRET, -, -, -",
                "CLIENT, CLIENT_ID, -, shop, shop",
                "CLIENT, ROOT_URL, -, https://shop.test, https://shop.test",
                "CLIENT, ROOT_URL, -, https://kim:pw@shop.test, **********",
                "CREDENTIAL, SECRET_DATA, -, hash, **********",
                "COMPONENT_CONFIG, VALUE, privateKey, key, **********",
                "COMPONENT_CONFIG, VALUE, priority, 100, 100",
                "IDENTITY_PROVIDER_CONFIG, VALUE, clientSecret, x, **********",
                "IDENTITY_PROVIDER_CONFIG, VALUE, authorizationUrl, https://idp, https://idp",
                "REALM_SMTP_CONFIG, VALUE, password, x, **********",
                "REALM_SMTP_CONFIG, VALUE, host, mail, mail",
                "CLIENT_ATTRIBUTES, VALUE, client.secret.rotated, x, **********",
                "CLIENT_ATTRIBUTES, VALUE, saml.signing.private.key, x, **********",
                "USER_ATTRIBUTE, VALUE, city, Bonn, Bonn",
                "USER_ATTRIBUTE, VALUE, city, mr-sealed:1:00112233aabbccdd:x, **********",
                "FEDERATED_IDENTITY, TOKEN, -, x, **********",
                "ORG_INVITATION, INVITE_LINK, -, https://login.test/?token=x, **********",
            })
    void secretsAreMasked(String table, String column, String name, String value, String shown) {
        assertEquals(shown, new Mask(true).value(Kind.CLIENT, table, column, row(name, column, value)));
    }

    @ParameterizedTest
    @EnumSource(names = {"USER", "FEDERATED_USER", "SESSION"})
    void whatIsOfUsersIsForThoseWhoViewThem(Kind kind) {
        var row = row("city", "VALUE", "Bonn");
        assertEquals("Bonn", new Mask(true).value(kind, "USER_ATTRIBUTE", "VALUE", row));
        assertEquals("kim", new Mask(true).name(kind, "kim"));
        assertEquals(Mask.MASK, new Mask(false).value(kind, "USER_ATTRIBUTE", "VALUE", row));
        assertEquals(Mask.MASK, new Mask(false).value(kind, "USER_ENTITY", "ENABLED", Map.of("ENABLED", true)));
        assertEquals(Mask.MASK, new Mask(false).name(kind, "kim"));
    }

    @Test
    void usersAreNamedElsewhereToo() {
        assertEquals(Mask.MASK, new Mask(false).who("kim-id"));
        assertEquals("kim-id", new Mask(true).who("kim-id"));
        var invitation = row(null, "EMAIL", "kim@example.test");
        assertEquals(Mask.MASK, new Mask(false).value(Kind.ORGANIZATION, "ORG_INVITATION", "EMAIL", invitation));
        var ticket = row(null, "REQUESTER", "kim-id");
        assertEquals(Mask.MASK, new Mask(false).value(Kind.PERMISSION_TICKET, "ANY", "REQUESTER", ticket));
        assertEquals("kim-id", new Mask(true).value(Kind.PERMISSION_TICKET, "ANY", "REQUESTER", ticket));
        assertEquals("shop", new Mask(false).name(Kind.CLIENT, "shop"));
    }

    private static Map<String, Object> row(String name, String column, String value) {
        Map<String, Object> row = new HashMap<>();
        row.put("NAME", name);
        row.put(column, value);
        return row;
    }
}
