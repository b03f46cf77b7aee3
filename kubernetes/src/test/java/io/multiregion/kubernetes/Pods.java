package io.multiregion.kubernetes;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for the pods of a region, whoever made them. */
final class Pods {

    private Pods() {}

    /** Each mount has its volume, each volume is mounted, and a key store is one that cert-manager writes. */
    static void checkVolumes(JsonNode pod, List<JsonNode> documents) {
        Set<String> volumes = new TreeSet<>();
        pod.path("volumes").forEach(volume -> volumes.add(volume.path("name").asText()));
        Set<String> mounted = new TreeSet<>();
        for (String containers : List.of("initContainers", "containers")) {
            pod.path(containers)
                    .forEach(container -> container
                            .path("volumeMounts")
                            .forEach(mount -> mounted.add(mount.path("name").asText())));
        }
        assertEquals(volumes, mounted, "what is mounted, and what there is");
        Set<String> written = certificates(documents)
                .map(certificate -> certificate.path("spec").path("secretName").asText())
                .collect(toCollection(TreeSet::new));
        pod.path("volumes").forEach(volume -> {
            if (volume.has("secret")) {
                String secret = volume.path("secret").path("secretName").asText();
                assertTrue(written.contains(secret), secret + " is none of " + written);
                assertEquals(
                        "keystore.p12",
                        volume.path("secret").path("items").path(0).path("key").asText(),
                        "what cert-manager calls it");
            }
        });
    }

    /** No certificate of an identity comes with another key, or without being looked at. */
    static void checkIdentities(List<JsonNode> documents) {
        certificates(documents)
                .filter(certificate -> certificate.path("spec").has("keystores"))
                .forEach(certificate -> {
                    JsonNode spec = certificate.path("spec");
                    assertEquals(
                            "Never",
                            spec.path("privateKey").path("rotationPolicy").asText());
                    assertEquals(
                            "ECDSA", spec.path("privateKey").path("algorithm").asText());
                    assertEquals(256, spec.path("privateKey").path("size").asInt());
                    assertEquals("1h", spec.path("renewBefore").asText());
                    assertEquals(
                            "keep",
                            certificate
                                    .path("metadata")
                                    .path("annotations")
                                    .path("helm.sh/resource-policy")
                                    .asText());
                });
    }

    /** Each name is a setting of the extension, as docs/operations.md has it. */
    static void checkSettings(Set<String> names) throws IOException {
        Set<String> known = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                .matcher(Files.readString(Charts.ROOT.resolve("docs/operations.md")))
                .results()
                .map(found -> found.group(1))
                .collect(toCollection(TreeSet::new));
        assertTrue(known.contains("lag-bound"), "the table of settings: " + known);
        assertEquals(
                "",
                names.stream().filter(name -> !known.contains(name)).collect(joining(", ")),
                "settings that are none");
        assertTrue(names.containsAll(Set.of("region", "url", "key", "key-password")), names.toString());
    }

    /** The setting that an environment variable of Keycloak's stands for. */
    static String setting(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Stream<JsonNode> certificates(List<JsonNode> documents) {
        return Charts.all(documents, "Certificate").stream();
    }
}
