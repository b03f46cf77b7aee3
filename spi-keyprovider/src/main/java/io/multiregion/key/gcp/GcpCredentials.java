package io.multiregion.key.gcp;

import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.OAuthToken;
import io.multiregion.key.http.Renewed;
import io.multiregion.key.http.Renewed.Lease;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.place.KeyUri;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Tokens of a service account: for an assertion that its key signs, or from the metadata server of the machine or pod. */
final class GcpCredentials {

    private static final String METADATA = "/computeMetadata/v1/instance/service-accounts/default/token";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final KeyUri location;
    private final UnaryOperator<String> environment;
    private final Clock clock;
    private final KeyClient client;

    GcpCredentials(KeyUri location, UnaryOperator<String> environment, Clock clock) {
        this.location = location;
        this.environment = environment;
        this.clock = clock;
        this.client = new KeyClient(location.toString(), location.timeLimit(), OAuthToken.refusals());
    }

    Renewed<String> token() {
        String file = environment.apply("GOOGLE_APPLICATION_CREDENTIALS");
        if (file == null) {
            return new Renewed<>(this::ofMachine, clock);
        }
        ServiceAccount account = ServiceAccount.read(location, Path.of(file));
        return new Renewed<>(() -> of(account), clock);
    }

    private Lease<String> of(ServiceAccount account) {
        String body = "grant_type=" + encoded(GRANT) + "&assertion=" + encoded(account.assertion(clock.instant()));
        return OAuthToken.lease(client.send(() -> ServiceRequest.form(account.tokenUri(), body)), clock);
    }

    private Lease<String> ofMachine() {
        String host = environment.apply("GCE_METADATA_HOST");
        URI address = URI.create("http://" + (host == null ? "metadata.google.internal" : host) + METADATA);
        return OAuthToken.lease(
                client.send(() -> HttpRequest.newBuilder(address).header("Metadata-Flavor", "Google")), clock);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
