package io.multiregion.key.aws;

import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.Renewed.Lease;
import io.multiregion.key.http.ServiceUrl;
import io.multiregion.key.place.KeyUri;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Credentials that ECS and EKS Pod Identity give to a container. */
final class ContainerEndpoint {

    private static final String ECS = "http://169.254.170.2";

    /** Of the platform itself, and never beyond the machine: plain http is how they are made. */
    private static final Set<String> LINK_LOCAL = Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

    private final KeyUri location;
    private final UnaryOperator<String> environment;
    private final KeyClient client;
    private final URI address;

    ContainerEndpoint(KeyUri location, UnaryOperator<String> environment, KeyClient client) {
        this.location = location;
        this.environment = environment;
        this.client = client;
        String relative = environment.apply("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        String full = relative != null ? ECS + relative : environment.apply("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        this.address = URI.create(full);
        if (!LINK_LOCAL.contains(String.valueOf(address.getHost()))) {
            ServiceUrl.checked(location, full);
        }
    }

    Lease<AwsCredentials> credentials() {
        return InstanceMetadata.lease(client.send(() -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(address);
            String token = token();
            return token == null ? request : request.header("Authorization", token);
        }));
    }

    private String token() {
        String file = environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        try {
            return file == null
                    ? environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN")
                    : Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new KeyUnavailableException(
                    location.toString(),
                    "cannot read the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: check its mount",
                    e);
        }
    }
}
