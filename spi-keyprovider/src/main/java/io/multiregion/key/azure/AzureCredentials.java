package io.multiregion.key.azure;

import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.OAuthToken;
import io.multiregion.key.http.Renewed;
import io.multiregion.key.http.Renewed.Lease;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.http.ServiceUrl;
import io.multiregion.key.place.KeyUri;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Tokens of Microsoft Entra, the first of: a client with {@code AZURE_TENANT_ID}, {@code AZURE_CLIENT_ID} and {@code AZURE_CLIENT_SECRET};
 * the same with a token that Kubernetes keeps in {@code AZURE_FEDERATED_TOKEN_FILE}; the managed identity of the app
 * ({@code IDENTITY_ENDPOINT}) or of the machine, chosen with {@code AZURE_CLIENT_ID} where it has several.
 */
final class AzureCredentials {

    private static final String JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final KeyUri location;
    private final String resource;
    private final UnaryOperator<String> environment;
    private final Clock clock;
    private final KeyClient client;

    AzureCredentials(KeyUri location, String vault, UnaryOperator<String> environment, Clock clock) {
        this.location = location;
        this.resource = resource(vault);
        this.environment = environment;
        this.clock = clock;
        this.client = new KeyClient(location.toString(), location.timeLimit(), OAuthToken.refusals());
    }

    /** The resource that tokens are for is the domain of the vaults: each cloud has its own. */
    private static String resource(String vault) {
        String host = URI.create(vault).getHost();
        return host.matches("[a-zA-Z0-9-]+\\.(vault|managedhsm)\\..+")
                ? "https://" + host.substring(host.indexOf('.') + 1)
                : "https://vault.azure.net";
    }

    Renewed<String> token() {
        if (has("AZURE_TENANT_ID") && has("AZURE_CLIENT_ID") && has("AZURE_CLIENT_SECRET")) {
            return new Renewed<>(() -> ofClient("client_secret=" + encoded(value("AZURE_CLIENT_SECRET"))), clock);
        }
        if (has("AZURE_TENANT_ID") && has("AZURE_CLIENT_ID") && has("AZURE_FEDERATED_TOKEN_FILE")) {
            return new Renewed<>(
                    () -> ofClient(
                            "client_assertion_type=" + encoded(JWT) + "&client_assertion=" + encoded(federated())),
                    clock);
        }
        return new Renewed<>(this::managed, clock);
    }

    private Lease<String> ofClient(String proof) {
        String authority = Optional.ofNullable(environment.apply("AZURE_AUTHORITY_HOST"))
                .orElse("https://login.microsoftonline.com");
        String url = ServiceUrl.checked(location, authority) + "/" + encoded(value("AZURE_TENANT_ID"))
                + "/oauth2/v2.0/token";
        String body = "grant_type=client_credentials&client_id=" + encoded(value("AZURE_CLIENT_ID")) + "&scope="
                + encoded(resource + "/.default") + "&" + proof;
        return OAuthToken.lease(client.send(() -> ServiceRequest.form(url, body)), clock);
    }

    private Lease<String> managed() {
        String chosen = has("AZURE_CLIENT_ID") ? "&client_id=" + encoded(value("AZURE_CLIENT_ID")) : "";
        String query = "resource=" + encoded(resource) + chosen;
        if (has("IDENTITY_ENDPOINT") && has("IDENTITY_HEADER")) {
            URI app = URI.create(value("IDENTITY_ENDPOINT") + "?api-version=2019-08-01&" + query);
            return OAuthToken.lease(
                    client.send(
                            () -> HttpRequest.newBuilder(app).header("X-IDENTITY-HEADER", value("IDENTITY_HEADER"))),
                    clock);
        }
        String host = Optional.ofNullable(environment.apply("AZURE_POD_IDENTITY_AUTHORITY_HOST"))
                .orElse("http://169.254.169.254");
        URI machine = URI.create(host + "/metadata/identity/oauth2/token?api-version=2018-02-01&" + query);
        return OAuthToken.lease(
                client.send(() -> HttpRequest.newBuilder(machine).header("Metadata", "true")), clock);
    }

    private String federated() {
        try {
            return Files.readString(Path.of(value("AZURE_FEDERATED_TOKEN_FILE")))
                    .strip();
        } catch (IOException e) {
            throw new KeyUnavailableException(
                    location.toString(), "cannot read the file of AZURE_FEDERATED_TOKEN_FILE: check its mount", e);
        }
    }

    private boolean has(String name) {
        return environment.apply(name) != null;
    }

    private String value(String name) {
        return environment.apply(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
