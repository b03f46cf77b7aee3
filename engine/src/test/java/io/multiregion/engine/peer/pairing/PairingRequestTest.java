package io.multiregion.engine.peer.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.peer.TestCertificates;
import io.multiregion.key.trust.Certificates;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PairingRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final X509Certificate ONE = TestCertificates.endingIn("one", Duration.ofDays(90));
    private static final X509Certificate TWO = TestCertificates.endingIn("two", Duration.ofDays(90));

    @Test
    void anIdentityIsTakenAsItIs() {
        ObjectNode body = identity(ONE, TWO);
        body.put("expiresAt", "2027-01-01T00:00:00Z").putArray("keys").add("pkcs12:/us.p12");
        PairingRequest request = PairingRequest.read(bytes(body));
        assertEquals("us", request.region());
        assertEquals(URI.create("https://us.example.test"), request.url());
        assertEquals(List.of(ONE, TWO), request.certificates());
        assertEquals(false, request.replace());
    }

    static Stream<Arguments> alsoTaken() {
        return Stream.of(
                also("no fingerprints", body -> body.remove("fingerprints")),
                also(
                        "fingerprints in lower case",
                        body -> body.putArray("fingerprints")
                                .add(Certificates.fingerprint(ONE).toLowerCase(Locale.ROOT))),
                also("the same certificate twice", body -> {
                    body.withArray("certificates").add(pem(ONE));
                    body.withArray("fingerprints").add(Certificates.fingerprint(ONE));
                }),
                also("a slash behind the url", body -> body.put("url", "https://us.example.test/")),
                also("more than is asked for", body -> body.put("comment", "from the meeting")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alsoTaken")
    void whatIsHarmlessIsTaken(String what, byte[] body) {
        PairingRequest request = PairingRequest.read(body);
        assertEquals(List.of(ONE), request.certificates());
        assertEquals(URI.create("https://us.example.test"), request.url());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("nothing", new byte[0], "invalid_json", "identity"),
                Arguments.of("no JSON", text("hello"), "invalid_json", "identity"),
                Arguments.of("a list", text("[]"), "invalid_json", "identity"),
                Arguments.of("deeply nested", text("[".repeat(100_000)), "invalid_json", "identity"),
                Arguments.of("too long", text(" ".repeat(PairingRequest.LONGEST + 1)), "too_long", "131072 bytes"),
                not("a region that is no text", "invalid_region", "no text", body -> body.put("region", 7)),
                not("a url that is no text", "invalid_url", "no text", body -> body.putArray("url")),
                not("a url of another kind", "invalid_url", "https://", body -> body.put("url", "ftp://us")),
                not("a url with a query", "invalid_url", "https://", body -> body.put("url", "https://us.test/?a=b")),
                not(
                        "a long url",
                        "invalid_url",
                        "2048",
                        body -> body.put("url", "https://us.test/" + "a".repeat(2048))),
                not("replace as text", "invalid_replace", "true or false", body -> body.put("replace", "yes")),
                not("no certificates", "invalid_certificates", "identity", body -> body.remove("certificates")),
                not("an empty list", "invalid_certificates", "identity", body -> body.putArray("certificates")),
                not("one text", "invalid_certificates", "identity", body -> body.put("certificates", pem(ONE))),
                not(
                        "a number in the list",
                        "invalid_certificates",
                        "no text",
                        body -> body.putArray("certificates").add(7)),
                not(
                        "a text that is none",
                        "invalid_certificates",
                        "-----BEGIN",
                        body -> body.putArray("certificates").add("hello")),
                not(
                        "a text cut off",
                        "invalid_certificates",
                        "-----BEGIN",
                        body -> body.putArray("certificates").add(pem(ONE).substring(0, 300))),
                not(
                        "a private key",
                        "invalid_certificates",
                        "make a new key",
                        body -> body.putArray("certificates")
                                .add("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")),
                not(
                        "too many",
                        "invalid_certificates",
                        "8",
                        body -> body.putArray("certificates")
                                .add(pem(ONE).repeat(5))
                                .add(pem(TWO).repeat(5))),
                not(
                        "the fingerprint of another",
                        "fingerprint_mismatch",
                        "compare them by eye",
                        body -> body.putArray("fingerprints").add(Certificates.fingerprint(TWO))),
                not(
                        "a fingerprint too many",
                        "fingerprint_mismatch",
                        "in their order",
                        body -> body.withArray("fingerprints").add(Certificates.fingerprint(TWO))),
                not(
                        "no fingerprint in the list",
                        "fingerprint_mismatch",
                        "in their order",
                        body -> body.putArray("fingerprints")),
                not(
                        "a fingerprint that is no list",
                        "fingerprint_mismatch",
                        "in their order",
                        body -> body.put("fingerprints", Certificates.fingerprint(ONE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsWrongIsNamed(String what, byte[] body, String error, String said) {
        RefusedException refused = assertThrows(RefusedException.class, () -> PairingRequest.read(body));
        assertEquals(400, refused.status());
        assertEquals(error, refused.error());
        assertTrue(refused.getMessage().contains(said), refused.getMessage());
    }

    private static Arguments also(String what, Consumer<ObjectNode> change) {
        return Arguments.of(what, bytes(changed(change)));
    }

    private static Arguments not(String what, String error, String said, Consumer<ObjectNode> change) {
        return Arguments.of(what, bytes(changed(change)), error, said);
    }

    private static ObjectNode changed(Consumer<ObjectNode> change) {
        ObjectNode body = identity(ONE);
        change.accept(body);
        return body;
    }

    private static ObjectNode identity(X509Certificate... certificates) {
        ObjectNode body = JSON.createObjectNode().put("region", "us").put("url", "https://us.example.test");
        for (X509Certificate certificate : certificates) {
            body.withArray("certificates").add(pem(certificate));
            body.withArray("fingerprints").add(Certificates.fingerprint(certificate));
        }
        return body;
    }

    private static String pem(X509Certificate certificate) {
        return Certificates.pem(List.of(certificate));
    }

    private static byte[] bytes(ObjectNode body) {
        return text(body.toString());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
