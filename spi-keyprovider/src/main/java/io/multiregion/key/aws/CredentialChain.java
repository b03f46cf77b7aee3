package io.multiregion.key.aws;

import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.Refusals;
import io.multiregion.key.http.Renewed;
import io.multiregion.key.http.Renewed.Lease;
import io.multiregion.key.place.KeyUri;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Where AWS puts credentials, the first of: the environment; a web identity (IAM roles for service accounts); a container's endpoint (ECS,
 * EKS Pod Identity); the metadata of the instance (IMDSv2).
 */
final class CredentialChain {

    private final KeyUri location;
    private final UnaryOperator<String> environment;
    private final Clock clock;
    private final KeyClient client;
    private final String sts;

    CredentialChain(KeyUri location, String region, String domain, UnaryOperator<String> environment, Clock clock) {
        this.location = location;
        this.environment = environment;
        this.clock = clock;
        this.client = new KeyClient(
                location.toString(),
                location.timeLimit(),
                new Refusals(
                        "the service of its credentials",
                        body -> body.path("code").asText(""),
                        Set.of(),
                        Set.of()));
        this.sts = environment.apply("AWS_ENDPOINT_URL_STS") != null
                ? environment.apply("AWS_ENDPOINT_URL_STS")
                : "https://sts." + region + domain;
    }

    Renewed<AwsCredentials> credentials() {
        return new Renewed<>(source(), clock);
    }

    private Supplier<Lease<AwsCredentials>> source() {
        if (environment.apply("AWS_ACCESS_KEY_ID") != null) {
            return this::ofEnvironment;
        }
        if (environment.apply("AWS_WEB_IDENTITY_TOKEN_FILE") != null) {
            return new WebIdentity(location, sts, environment, client)::credentials;
        }
        if (environment.apply("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") != null
                || environment.apply("AWS_CONTAINER_CREDENTIALS_FULL_URI") != null) {
            return new ContainerEndpoint(location, environment, client)::credentials;
        }
        return new InstanceMetadata(environment, client)::credentials;
    }

    private Lease<AwsCredentials> ofEnvironment() {
        String secretKey = environment.apply("AWS_SECRET_ACCESS_KEY");
        if (secretKey == null) {
            throw new KeyDeniedException(
                    location.toString(), "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY: set both", null);
        }
        return new Lease<>(
                new AwsCredentials(
                        environment.apply("AWS_ACCESS_KEY_ID"), secretKey, environment.apply("AWS_SESSION_TOKEN")),
                Instant.MAX);
    }
}
