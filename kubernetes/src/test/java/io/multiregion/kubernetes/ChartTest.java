package io.multiregion.kubernetes;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our chart, rendered by Helm: one release is one region, run by the Keycloak operator. */
class ChartTest {

    private static final String OPTION = "spi-multi-region--default--";

    /** All that can be switched on. */
    private static final Map<String, String> ALL = Map.of(
            "trust.configMap", "eu-trust",
            "trust.realms", "*",
            "trust.mayBecomePrimary", "true",
            "truststore", "regions-ca",
            "settings.traffic", "dns",
            "secretSettings.dns-tsig-secret.name", "dns",
            "secretSettings.dns-tsig-secret.key", "secret",
            "options.log-level", "INFO");

    @ParameterizedTest
    @ValueSource(strings = {"eu", "us"})
    void everythingIsAsItsKindHasIt(String region) throws IOException {
        for (Map<String, String> more : List.of(Map.<String, String>of(), ALL)) {
            List<JsonNode> documents = Charts.ours(region, more);
            assertEquals(
                    Set.of("Keycloak", "Issuer", "Certificate", "Ingress"),
                    documents.stream()
                            .map(document -> document.path("kind").asText())
                            .collect(toSet()));
            for (JsonNode document : documents) {
                if (document.path("kind").asText().equals("Keycloak")) {
                    checkKeycloak(document, documents);
                } else {
                    Kinds.check(document);
                }
            }
            Pods.checkIdentities(documents);
        }
    }

    private static void checkKeycloak(JsonNode keycloak, List<JsonNode> documents) throws IOException {
        assertEquals("k8s.keycloak.org/v2beta1", keycloak.path("apiVersion").asText());
        assertEquals(List.of(), new Fields().strangers(keycloak.path("spec")), "what the operator does not know");
        JsonNode template = keycloak.path("spec").path("unsupported").path("podTemplate");
        Kinds.checkPod(template);
        Pods.checkVolumes(template.path("spec"), documents);
        Set<String> settings = new HashSet<>();
        keycloak.path("spec").path("additionalOptions").forEach(option -> {
            String name = option.path("name").asText();
            if (name.startsWith(OPTION)) {
                settings.add(name.substring(OPTION.length()));
            }
            assertTrue(option.has("value") != option.has("secret"), name);
        });
        Pods.checkSettings(settings);
    }

    @Test
    void regionsDifferByTheirNameOnly() {
        String eu = Charts.ours("eu", Map.of()).toString();
        assertEquals(
                Charts.ours("us", Map.of()).toString(), eu.replaceAll("\\beu\\b", "us"), "as if it were the other one");
    }

    @Test
    void aSecondKeyComesBesideTheFirst() {
        List<JsonNode> documents = Charts.ours("eu", Map.of("identities[0]", "2x", "identities[1]", "1x"));
        assertEquals(
                "pkcs12:/keys/identity-2x/keystore.p12 pkcs12:/keys/identity-1x/keystore.p12",
                option(documents, "key").path("value").asText());
        List<String> names = new ArrayList<>();
        Charts.all(documents, "Certificate")
                .forEach(certificate ->
                        names.add(certificate.path("metadata").path("name").asText()));
        assertTrue(names.containsAll(List.of("eu-identity-2x", "eu-identity-1x")), names.toString());
    }

    @Test
    void whoIsTrustedMayDoWhatWasSaid() {
        assertTrue(option(Charts.ours("eu", Map.of()), "trust").isMissingNode());
        assertEquals(
                "/keys/trust?realms=*&mayBecomePrimary=true",
                option(Charts.ours("eu", ALL), "trust").path("value").asText());
        assertEquals(
                "/keys/trust",
                option(Charts.ours("eu", Map.of("trust.configMap", "eu-trust")), "trust")
                        .path("value")
                        .asText());
    }

    @Test
    void anImageOfOnesOwnHasTheJarsAndIsBuilt() {
        JsonNode spec = Charts.only(Charts.ours("eu", Map.of("initImage", "", "image", "mine:1")), "Keycloak")
                .path("spec");
        assertTrue(spec.path("startOptimized").asBoolean());
        assertFalse(spec.toString().contains("/opt/keycloak/providers"), "nothing hides the JARs of the image");
        JsonNode vanilla = Charts.only(Charts.ours("eu", Map.of()), "Keycloak").path("spec");
        assertFalse(vanilla.path("startOptimized").asBoolean(true));
    }

    @Test
    void whatIsMissingOrMistypedIsRefused() {
        refused("host", Map.of("host", ""));
        refused("identitys", Map.of("identitys[0]", "1x"));
        // the chart sets it already: which of the two would hold is anybody's guess
        refused("settings", Map.of("settings.url", "https://elsewhere.example.com"));
        refused("vendor", Map.of("database.vendor", "h2"));
    }

    private static void refused(String named, Map<String, String> values) {
        var e = assertThrows(RuntimeException.class, () -> Charts.ours("eu", values));
        assertTrue(e.getMessage().contains(named), e.getMessage());
    }

    private static JsonNode option(List<JsonNode> documents, String setting) {
        for (JsonNode option : Charts.only(documents, "Keycloak").path("spec").path("additionalOptions")) {
            if (option.path("name").asText().equals(OPTION + setting)) {
                return option;
            }
        }
        return documents.get(0).path("nothing");
    }
}
