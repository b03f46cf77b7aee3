package io.multiregion.key.azure;

import io.multiregion.key.CertificateIssuer;
import io.multiregion.key.cipher.RsaOaep;
import io.multiregion.key.http.FakeService;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

/** A vault as its API reference describes it, with the places that give tokens. */
final class FakeKeyVault extends FakeService {

    static final String SECRET = "client~secret+";
    private static final String RESOURCE = "https%3A%2F%2Fvault.azure.net";

    static String version(int number) {
        return "%032x".formatted(number);
    }

    String token() {
        return "eyJ0.session-" + session();
    }

    @Override
    protected Reply reply(Request request) throws Exception {
        switch (request.path()) {
            case "/tenant-1/oauth2/v2.0/token":
                String form = request.text();
                boolean known = form.startsWith(
                                "grant_type=client_credentials&client_id=client-1&scope=" + RESOURCE + "%2F.default&")
                        && (form.endsWith("&client_secret=client%7Esecret%2B")
                                || form.endsWith("&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"
                                        + "client-assertion-type%3Ajwt-bearer&client_assertion=federated.token"));
                return known
                        ? Reply.of(200, Map.of("access_token", token(), "expires_in", 3599))
                        : Reply.of(401, Map.of("error", "invalid_client"));
            case "/metadata/identity/oauth2/token":
                return request.header("Metadata").equals("true")
                                && request.query()
                                        .equals("api-version=2018-02-01&resource=" + RESOURCE + "&client_id=client-1")
                        ? Reply.of(
                                200, Map.of("access_token", token(), "expires_in", "3599", "expires_on", "4070908800"))
                        : Reply.of(400, Map.of("error", "invalid_request"));
            case "/app/token":
                return request.header("X-identity-header").equals("app-header")
                                && request.query().equals("api-version=2019-08-01&resource=" + RESOURCE)
                        ? Reply.of(200, Map.of("access_token", token(), "expires_on", "4070908800"))
                        : Reply.of(400, Map.of("error", "invalid_request"));
            default:
                return ofVault(request);
        }
    }

    private Reply ofVault(Request request) throws Exception {
        if (!request.header("Authorization").equals("Bearer " + token())) {
            return error(401, "Unauthorized");
        }
        // "", "keys", name, [version], operation
        String[] path = request.path().split("/");
        List<Object> versions = versions(path[2]);
        int version = path.length == 4 ? versions.size() : number(path[3]);
        if (!request.query().equals("api-version=7.4") || version < 1 || version > versions.size()) {
            return error(404, "KeyNotFound");
        }
        try {
            byte[] value = done(
                    path[path.length - 1],
                    (KeyPair) versions.get(version - 1),
                    request.json().path("alg").asText(),
                    Base64.getUrlDecoder().decode(request.json().path("value").asText()));
            return Reply.of(
                    200,
                    Map.of(
                            "kid",
                            address() + "/keys/" + path[2] + "/" + version(version),
                            "value",
                            Base64.getUrlEncoder().withoutPadding().encodeToString(value)));
        } catch (GeneralSecurityException e) {
            return error(400, "BadParameter");
        }
    }

    private static int number(String version) {
        try {
            return new BigInteger(version, 16).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return 0;
        }
    }

    private static byte[] done(String operation, KeyPair pair, String algorithm, byte[] value) throws Exception {
        boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
        switch (operation + " " + algorithm) {
            case "wrapkey RSA-OAEP-256":
                return RsaOaep.encrypt(pair.getPublic(), value);
            case "unwrapkey RSA-OAEP-256", "decrypt RSA-OAEP-256":
                return RsaOaep.decrypt(pair.getPrivate(), value);
            case "sign RS256":
                return CertificateIssuer.signedDigest(rsa ? pair : null, value);
            case "sign ES256":
                return raw(CertificateIssuer.signedDigest(pair, value));
            default:
                throw new GeneralSecurityException("unknown operation");
        }
    }

    /** Both numbers, 32 bytes each. */
    private static byte[] raw(byte[] der) {
        byte[] raw = new byte[64];
        ASN1Sequence numbers = ASN1Sequence.getInstance(der);
        for (int i = 0; i < 2; i++) {
            byte[] number =
                    ASN1Integer.getInstance(numbers.getObjectAt(i)).getValue().toByteArray();
            int from = Math.max(0, number.length - 32);
            System.arraycopy(number, from, raw, 32 * i + 32 - (number.length - from), number.length - from);
        }
        return raw;
    }

    static Reply error(int status, String code) {
        return Reply.of(status, Map.of("error", Map.of("code", code, "message", "no")));
    }
}
