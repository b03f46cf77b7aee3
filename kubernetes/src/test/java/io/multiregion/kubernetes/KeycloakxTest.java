package io.multiregion.kubernetes;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Our values for the chart keycloakx, put by a chart of the same shape where that one puts them. {@link PublishedCheck} renders the real
 * one, which a build without a network does not have.
 */
class KeycloakxTest {

    @Test
    void everythingIsAsItsKindHasIt() throws IOException {
        check(Charts.rendered(Charts.SHAPE, "eu", Charts.values("keycloakx.yaml"), Map.of()));
    }

    @Test
    void theReleaseIsTheRegion() {
        String eu = Charts.rendered(Charts.SHAPE, "eu", Charts.values("keycloakx.yaml"), Map.of())
                .toString();
        String us = Charts.rendered(Charts.SHAPE, "us", Charts.values("keycloakx.yaml"), Map.of())
                .toString();
        assertEquals(us, eu.replaceAll("\\beu\\b", "us"));
    }

    @Test
    void itsCertificatesAreThoseOfOurChart() {
        List<JsonNode> theirs = Charts.rendered(Charts.SHAPE, "eu", Charts.values("keycloakx.yaml"), Map.of());
        assertEquals(specs(Charts.ours("eu", Map.of())), specs(theirs));
    }

    private static Set<JsonNode> specs(List<JsonNode> documents) {
        return Charts.all(documents, "Certificate").stream()
                .map(certificate -> certificate.path("spec"))
                .collect(toSet());
    }

    static void check(List<JsonNode> documents) throws IOException {
        for (JsonNode document : documents) {
            Kinds.check(document);
        }
        Pods.checkIdentities(documents);
        JsonNode pod = Charts.only(documents, "StatefulSet")
                .path("spec")
                .path("template")
                .path("spec");
        Pods.checkVolumes(pod, documents);
        Set<String> settings = new HashSet<>();
        Set<String> variables = new HashSet<>();
        pod.path("containers").path(0).path("env").forEach(variable -> {
            String name = variable.path("name").asText();
            assertEquals(true, variables.add(name), name + " is there twice");
            if (name.startsWith("KC_SPI_MULTI_REGION__DEFAULT__")) {
                settings.add(Pods.setting(name.substring("KC_SPI_MULTI_REGION__DEFAULT__".length())));
            }
        });
        Pods.checkSettings(settings);
    }
}
