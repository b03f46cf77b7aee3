package io.multiregion.key.aws;

import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.Renewed.Lease;
import io.multiregion.key.http.ServiceAnswer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Credentials of the role of an EC2 instance, by IMDSv2. */
final class InstanceMetadata {

    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

    private final String address;
    private final KeyClient client;

    InstanceMetadata(UnaryOperator<String> environment, KeyClient client) {
        String configured = environment.apply("AWS_EC2_METADATA_SERVICE_ENDPOINT");
        this.address = configured == null ? "http://169.254.169.254" : configured.replaceAll("/$", "");
        this.client = client;
    }

    Lease<AwsCredentials> credentials() {
        String token = text(client.send(() -> HttpRequest.newBuilder(URI.create(address + "/latest/api/token"))
                .header("X-aws-ec2-metadata-token-ttl-seconds", "300")
                .PUT(HttpRequest.BodyPublishers.noBody())));
        ServiceAnswer roles = get(ROLES, token);
        String role = text(roles).lines().findFirst().orElse("").strip();
        if (!role.matches("[A-Za-z0-9+=,.@_-]{1,64}")) {
            throw roles.strange("no name of a role", null);
        }
        return lease(get(ROLES + role, token));
    }

    private ServiceAnswer get(String path, String token) {
        return client.send(
                () -> HttpRequest.newBuilder(URI.create(address + path)).header("X-aws-ec2-metadata-token", token));
    }

    /** The same fields wherever AWS gives credentials in JSON. */
    static Lease<AwsCredentials> lease(ServiceAnswer answer) {
        try {
            return new Lease<>(
                    new AwsCredentials(
                            answer.text("/AccessKeyId"), answer.text("/SecretAccessKey"), answer.text("/Token")),
                    Instant.parse(answer.text("/Expiration")));
        } catch (DateTimeException e) {
            throw answer.strange("no time in /Expiration", e);
        }
    }

    private static String text(ServiceAnswer answer) {
        String text = new String(answer.body(), StandardCharsets.US_ASCII).strip();
        if (text.isEmpty() || text.length() > 4096) {
            throw answer.strange("no text", null);
        }
        return text;
    }
}
