package io.multiregion.testcontainers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.util.JsonSerialization;

/** What an application sees of two regions, by the one address that it knows. All of it runs on one pair. */
final class TwoRegionsTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anApplicationLivesThroughASwitchoverAndTheDeathOfARegion() throws Exception {
        try (var regions = new TwoRegions("acme-realm.json").withKeycloakImage(Containers.keycloak())) {
            regions.start();
            var issuer = regions.issuer();
            assertEquals(issuer, signIn(issuer, "first"));
            assertEquals(issuer, signIn(regions.secondary().getAuthServerUrl() + "/realms/acme", "first"));

            changePassword(regions, "second");
            regions.awaitLevel();
            assertEquals(issuer, signIn(regions.secondary().getAuthServerUrl() + "/realms/acme", "second"));

            var eu = regions.primary();
            regions.switchover();
            assertEquals(eu, regions.secondary());
            assertEquals(issuer, regions.issuer());
            assertEquals(issuer, signIn(issuer, "second"));
            changePassword(regions, "third");
            regions.awaitLevel();
            assertEquals(issuer, signIn(eu.getAuthServerUrl() + "/realms/acme", "third"));

            assertThrows(IllegalStateException.class, regions::failOver, "the primary lives");
            regions.killPrimary();
            assertNotEquals(eu, regions.primary());
            assertEquals(issuer, signIn(issuer, "third"), "users are led to the region that is left");
            regions.failOver();
            assertEquals(eu, regions.primary());
            changePassword(regions, "fourth");
            assertEquals(issuer, signIn(issuer, "fourth"));
        }
    }

    private static void changePassword(TwoRegions regions, String password) {
        var credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setValue(password);
        try (var admin = regions.primary().getKeycloakAdminClient()) {
            var users = admin.realm("acme").users();
            users.get(users.searchByUsername("alice", true).get(0).getId()).resetPassword(credential);
        }
    }

    /** Signs alice in, and returns the issuer of her token. */
    private String signIn(String at, String password) throws IOException, InterruptedException {
        var form = "grant_type=password&client_id=shop&username=alice&password=" + password;
        var request = HttpRequest.newBuilder(URI.create(at + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        var token = JsonSerialization.mapper
                .readTree(answer.body())
                .path("access_token")
                .asText();
        var claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JsonSerialization.mapper
                .readTree(new String(claims, StandardCharsets.UTF_8))
                .path("iss")
                .asText();
    }
}
