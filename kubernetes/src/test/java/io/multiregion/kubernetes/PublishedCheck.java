package io.multiregion.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Against what others publish, for whoever has it on this machine; docs/kubernetes.md has the command. A build does not run it.
 */
class PublishedCheck {

    /** {@code -Dkeycloak.crd=}: the CRD of the operator, as YAML or JSON, or the schema in it. */
    @Test
    void theOperatorKnowsAllFields() throws IOException {
        JsonSchema schema = schema(Path.of(System.getProperty("keycloak.crd")), "v2beta1");
        for (String region : List.of("eu", "us")) {
            JsonNode keycloak = Charts.only(Charts.ours(region, Map.of("truststore", "regions-ca")), "Keycloak");
            assertEquals(List.of(), List.copyOf(schema.validate(keycloak.path("spec"))));
        }
    }

    /** {@code -Dcert-manager.crd=}: the CRD of cert-manager's certificates. */
    @Test
    void certManagerKnowsAllFields() throws IOException {
        JsonSchema schema = schema(Path.of(System.getProperty("cert-manager.crd")), "v1");
        for (JsonNode certificate : Charts.all(Charts.ours("eu", Map.of()), "Certificate")) {
            assertEquals(List.of(), List.copyOf(schema.validate(certificate.path("spec"))));
        }
    }

    /** {@code -Dkeycloakx.chart=}: the folder of the chart. */
    @Test
    void theirChartRendersOurValues() throws IOException {
        List<JsonNode> documents = Charts.rendered(
                Path.of(System.getProperty("keycloakx.chart")), "eu", Charts.values("keycloakx.yaml"), Map.of());
        KeycloakxTest.check(documents.stream()
                .filter(document -> !List.of("Service", "ServiceAccount", "ConfigMap", "Secret")
                        .contains(document.path("kind").asText()))
                .toList());
    }

    private static JsonSchema schema(Path file, String version) throws IOException {
        JsonNode read = Charts.documents(Files.readString(file)).get(0);
        for (JsonNode candidate : read.path("spec").path("versions")) {
            if (candidate.path("name").asText().equals(version)) {
                read = candidate.path("schema").path("openAPIV3Schema");
            }
        }
        JsonNode spec = read.path("properties").path("spec");
        assertEquals(true, spec.isObject(), file + " has " + version);
        close(spec);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(spec);
    }

    /** An API server drops fields that it does not know, and says so; here they are refused. */
    private static void close(JsonNode schema) {
        if (schema.isObject() && schema.path("properties").isObject()) {
            boolean open = schema.has("additionalProperties")
                    || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
            if (!open) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        }
        schema.forEach(PublishedCheck::close);
    }
}
