package io.multiregion.key.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.Refusals;
import io.multiregion.key.http.Renewed;
import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceCall;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.place.KeyUri;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The operations of one key of AWS KMS, in its JSON protocol. */
final class Kms {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Refusals REFUSALS = new Refusals(
            "its service",
            Kms::code,
            Set.of(
                    "ThrottlingException",
                    "RequestLimitExceeded",
                    "LimitExceededException",
                    "DependencyTimeoutException",
                    "KMSInternalException",
                    "KeyUnavailableException"),
            Set.of(
                    "ExpiredTokenException",
                    "UnrecognizedClientException",
                    "InvalidSignatureException",
                    "IncompleteSignature",
                    "MissingAuthenticationTokenException"));

    private final KeyUri location;
    private final URI endpoint;
    private final SigV4 signature;
    private final Renewed<AwsCredentials> credentials;
    private final Clock clock;
    private final KeyClient client;

    Kms(KeyUri location, String endpoint, SigV4 signature, Renewed<AwsCredentials> credentials, Clock clock) {
        this.location = location;
        this.endpoint = URI.create(endpoint + "/");
        this.signature = signature;
        this.credentials = credentials;
        this.clock = clock;
        this.client = new KeyClient(location.toString(), location.timeLimit(), REFUSALS);
    }

    String uri() {
        return location.toString();
    }

    /** @param fields without the name of the key */
    ServiceAnswer call(String operation, Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("KeyId", location.place());
        byte[] body = ServiceRequest.bytes(all);
        return client.send(new ServiceCall() {
            @Override
            public HttpRequest.Builder request() {
                return signed(operation, body);
            }

            @Override
            public boolean credentialsRefused() {
                credentials.forget();
                return true;
            }
        });
    }

    private HttpRequest.Builder signed(String operation, byte[] body) {
        AwsCredentials current = credentials.get();
        Map<String, String> headers = new HashMap<>(Map.of(
                "content-type",
                "application/x-amz-json-1.1",
                "x-amz-date",
                TIME.format(clock.instant()),
                "x-amz-target",
                "TrentService." + operation));
        if (current.token() != null) {
            headers.put("x-amz-security-token", current.token());
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        // the client sends this header itself
        headers.put("host", endpoint.getRawAuthority());
        return request.header("Authorization", signature.authorization("POST", headers, body, current));
    }

    private static String code(JsonNode body) {
        String type = body.path("__type").asText(body.path("code").asText(""));
        return type.substring(type.indexOf('#') + 1);
    }

    @Override
    public String toString() {
        return uri();
    }
}
