package io.multiregion.stories.pairing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.setup.Keys;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A body that eu does not take as the identity of another region, and what it says. */
record RefusedIdentity(String name, int status, String error, String said, String body) {

    static Stream<RefusedIdentity> all(Strangers regions) {
        var keys = regions.keys();
        keys.make("mars");
        keys.make("other");
        keys.make("weak", List.of("-keyalg", "RSA", "-keysize", "1024"), "-validity", "90");
        keys.make("curve", List.of("-keyalg", "EC", "-groupname", "secp384r1"), "-validity", "90");
        keys.make("kind", List.of("-keyalg", "Ed25519"), "-validity", "90");
        keys.make("expired", Keys.P256, "-startdate", "-3d", "-validity", "1");
        keys.make("early", Keys.P256, "-startdate", "+3d", "-validity", "90");
        var mars = keys.certificate("mars");
        var foreign = "0A:".repeat(31) + "0A";
        return Stream.of(
                raw("nothing", 400, "invalid_json", "identity", ""),
                raw("no JSON", 400, "invalid_json", "identity", "region=mars"),
                raw("a list", 400, "invalid_json", "identity", "[]"),
                raw("too long", 400, "too_long", "131072 bytes", "{\"a\":\"" + "a".repeat(200_000) + "\"}"),
                of("no region", "invalid_region", "lower-case", mars, body -> body.remove("region")),
                of("no name", "invalid_region", "lower-case", mars, body -> body.put("region", "Mars/1")),
                of(409, "this region itself", "same_region", "another region", mars, body -> body.put("region", "eu")),
                of("no url", "invalid_url", "https://", mars, body -> body.remove("url")),
                of("a bad url", "invalid_url", "https://", mars, body -> body.put("url", "mars")),
                of(
                        "its own url",
                        "same_region",
                        "own url",
                        mars,
                        body -> body.put(
                                "url", regions.identity("eu").path("url").asText())),
                of("no certificate", "invalid_certificates", "identity", mars, body -> body.remove("certificates")),
                of("no PEM", "invalid_certificates", "-----BEGIN", "MIIB", body -> {}),
                of("a private key", "invalid_certificates", "make a new key", privateKey(mars), body -> {}),
                of("a longer text", "invalid_certificates", "65536 letters", mars + " ".repeat(65_536), body -> {}),
                of(
                        "a wrong fingerprint",
                        "fingerprint_mismatch",
                        "by eye",
                        mars,
                        body -> body.putArray("fingerprints").add(foreign)),
                of("a weak key", "certificate_unusable", "2048 or more", keys.certificate("weak"), body -> {}),
                of("another curve", "certificate_unusable", "P-256", keys.certificate("curve"), body -> {}),
                of("another kind of key", "certificate_unusable", "P-256", keys.certificate("kind"), body -> {}),
                of("an expired one", "certificate_unusable", "make a new one", keys.certificate("expired"), body -> {}),
                of("not yet valid", "certificate_unusable", "valid only from", keys.certificate("early"), body -> {}),
                of(409, "eu's key", "certificate_known", "key of its own", certificate(regions, "eu"), body -> {}),
                of(
                        409,
                        "us's key",
                        "certificate_known",
                        "the key of region us",
                        certificate(regions, "us"),
                        body -> {}),
                of(
                        409,
                        "another key for us",
                        "region_known",
                        "replace",
                        keys.certificate("other"),
                        body -> body.put("region", "us")));
    }

    private static String certificate(Strangers regions, String region) {
        return regions.identity(region).path("certificates").get(0).asText();
    }

    private static String privateKey(String certificate) {
        return certificate + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    }

    private static RefusedIdentity raw(String name, int status, String error, String said, String body) {
        return new RefusedIdentity(name, status, error, said, body);
    }

    private static RefusedIdentity of(
            String name, String error, String said, String certificate, Consumer<ObjectNode> change) {
        return of(400, name, error, said, certificate, change);
    }

    private static RefusedIdentity of(
            int status, String name, String error, String said, String certificate, Consumer<ObjectNode> change) {
        var body = (ObjectNode) Json.of("{region:'mars', url:'http://127.0.0.1:1'}");
        body.putArray("certificates").add(certificate);
        change.accept(body);
        return new RefusedIdentity(name, status, error, said, body.toString());
    }

    @Override
    public String toString() {
        return name;
    }
}
