package io.multiregion.replication.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignOutTest {

    private static final String REQUEST = "<?xml version='1.0'?>\n<samlp:LogoutRequest"
            + " xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"ID_1\" IssueInstant=\"2026-05-01T12:00:00.5Z\">"
            + "<saml:NameID>alice</saml:NameID><samlp:SessionIndex>one::shop</samlp:SessionIndex>"
            + "<samlp:SessionIndex> two::desk </samlp:SessionIndex></samlp:LogoutRequest>";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/acme/protocol/openid-connect/logout",
                "realms/acme/protocol/openid-connect/logout/logout-confirm",
                "/auth/realms/acme/broker/google/endpoint/logout_response"
            })
    void somebodyLeaves(String path) {
        assertTrue(SignOut.isAt(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/logout/protocol/openid-connect/auth",
                "/realms/acme/account",
                "/logout",
                "/realms/acme",
                "/realms"
            })
    void nobodyLeaves(String path) {
        assertFalse(SignOut.isAt(path));
    }

    @Test
    void aSamlRequestNamesTheSessionsThatItEnds() throws IOException {
        Instant at = Instant.parse("2026-05-01T12:00:00.5Z");
        var both = Optional.of(List.of(new Claims.Claim("one", "shop", at), new Claims.Claim("two", "desk", at)));
        byte[] message = REQUEST.getBytes(StandardCharsets.UTF_8);
        assertEquals(both, SignOut.inSaml(Base64.getEncoder().encodeToString(message)), "posted");
        assertEquals(both, SignOut.inSaml(Base64.getEncoder().encodeToString(deflated(message))), "in a query");
    }

    @Test
    void itMayNameNone() {
        for (String none : List.of("<LogoutRequest ID=\"x\"></LogoutRequest>", REQUEST.replace("12:00", "noon"))) {
            assertEquals(
                    Optional.of(List.of()),
                    SignOut.inSaml(Base64.getEncoder().encodeToString(none.getBytes(StandardCharsets.UTF_8))));
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "!", "<LogoutRequest />", "PEF1dGhuUmVxdWVzdCAvPg==", "AAAA"})
    void passesOverWhatIsNoLogoutRequest(String message) {
        assertTrue(SignOut.inSaml(message).isEmpty());
    }

    /** What inflates to more than is read is cut, and takes no memory. */
    @Test
    void aBombIsHarmless() throws IOException {
        byte[] bomb = deflated((REQUEST.substring(0, 30) + " ".repeat(5_000_000)).getBytes(StandardCharsets.UTF_8));
        assertTrue(SignOut.inSaml(Base64.getEncoder().encodeToString(bomb)).isEmpty());
    }

    private static byte[] deflated(byte[] message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflater.write(message);
        }
        return out.toByteArray();
    }
}
