package io.multiregion.testcontainers;

import com.fasterxml.jackson.databind.JsonNode;
import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.util.JsonSerialization;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** One region: a Keycloak with its own database in a container, and its admin REST API. */
final class RegionServer {

    private static final Duration STARTING = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEYS = "/opt/keycloak/conf/region/";

    private final String name;
    private final KeycloakContainer container;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Keycloak admin;

    RegionServer(String name, String image, Network network, RegionKey key, String peer, String peerCertificate) {
        this.name = name;
        container = new KeycloakContainer(image)
                .withProductionMode()
                .withOptimizedFlag()
                // it has started before it is ready: until then it answers 503
                .waitingFor(Wait.forHttp("/health/ready").forPort(9000).withStartupTimeout(STARTING))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withEnv("KC_HTTP_ENABLED", "true")
                .withEnv("KC_HOSTNAME_STRICT", "false")
                .withEnv("KC_HTTP_MANAGEMENT_SCHEME", "http")
                .withEnv("KC_HTTPS_KEY_STORE_FILE", KEYS + "region.p12")
                .withEnv("KC_HTTPS_KEY_STORE_PASSWORD", key.password())
                .withEnv("KC_TRUSTSTORE_PATHS", KEYS + "trust/" + peer + ".pem")
                // servers of a test do not live for long: what they save by a quick start is more than what they lose
                .withEnv("JAVA_OPTS_APPEND", "-Xmx700m -XX:TieredStopAtLevel=1")
                .withCopyToContainer(Transferable.of(key.store(), 0644), KEYS + "region.p12")
                .withCopyToContainer(Transferable.of(peerCertificate, 0644), KEYS + "trust/" + peer + ".pem");
        set("REGION", name);
        set("URL", url());
        set("KEY", "pkcs12:" + KEYS + "region.p12");
        set("KEY_PASSWORD", key.password());
        set("TRUST", KEYS + "trust?realms=*&mayBecomePrimary=true");
        // tests move the role to and fro, and do not wait for long
        set("FLAP_INTERVAL", "0");
        set("SILENCE", "2");
    }

    private void set(String setting, String value) {
        container.withEnv("KC_SPI_MULTI_REGION__DEFAULT__" + setting, value);
    }

    String name() {
        return name;
    }

    /** Where the other region reaches this one. */
    String url() {
        return "https://" + name + ":8443";
    }

    KeycloakContainer container() {
        return container;
    }

    void stop() {
        if (admin != null) {
            admin.close();
        }
        container.stop();
    }

    /** Makes a realm. */
    void create(JsonNode realm) {
        expect("", realm);
    }

    JsonNode state(String realm) {
        return json(send("/" + realm + "/multi-region", null));
    }

    /** Asks for something about a realm's regions. The answer may be a refusal. */
    HttpResponse<String> ask(String realm, String what, JsonNode body) {
        return send("/" + realm + "/multi-region/" + what, body);
    }

    /** The same, when nothing but success makes sense. */
    void expect(String path, JsonNode body) {
        json(send(path, body));
    }

    /** One client for all calls: it signs in once. */
    private Keycloak admin() {
        if (admin == null) {
            admin = container.getKeycloakAdminClient();
        }
        return admin;
    }

    private JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("Region " + name + " answers " + answer.statusCode() + " to " + answer.uri()
                    + ": " + answer.body());
        }
        try {
            return JsonSerialization.mapper.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String path, JsonNode body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(container.getAuthServerUrl() + "/admin/realms" + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + admin().tokenManager().getAccessTokenString());
            if (body != null) {
                request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("Region " + name + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
