package io.multiregion.key.azure;

import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.Refusals;
import io.multiregion.key.http.Renewed;
import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceCall;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.place.KeyUri;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** The operations of one key of a vault, in version 7.4 of its API. */
final class AzureKey {

    private static final Refusals REFUSALS = new Refusals(
            "its service",
            body -> body.at("/error/innererror/code")
                    .asText(body.at("/error/code").asText("")),
            Set.of("Throttled"),
            Set.of());

    private final KeyUri location;
    private final String url;
    private final String version;
    private final Renewed<String> token;
    private final KeyClient client;

    AzureKey(KeyUri location, String url, String version, Renewed<String> token) {
        this.location = location;
        this.url = url;
        this.version = version;
        this.token = token;
        this.client = new KeyClient(location.toString(), location.timeLimit(), REFUSALS);
    }

    String uri() {
        return location.toString();
    }

    /** Empty: the current one. */
    String version() {
        return version;
    }

    ServiceAnswer call(String operation, String ofVersion, String algorithm, byte[] value) {
        String path = url + (ofVersion.isEmpty() ? "" : "/" + ofVersion) + "/" + operation + "?api-version=7.4";
        Map<String, String> fields = Map.of(
                "alg",
                algorithm,
                "value",
                Base64.getUrlEncoder().withoutPadding().encodeToString(value));
        return client.send(ServiceCall.bearer(token, () -> ServiceRequest.post(path, fields)));
    }

    @Override
    public String toString() {
        return uri();
    }
}
