package io.multiregion.key.vault;

import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.Refusals;
import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.http.ServiceUrl;
import io.multiregion.key.place.KeyUri;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of one key of a transit engine. */
final class Transit {

    static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

    /** How Vault writes what it made: which version of the key made it, and the bytes. */
    private static final Pattern MADE = Pattern.compile("vault:v(" + VERSION + "):([A-Za-z0-9+/=]+)");

    private static final Refusals REFUSALS =
            new Refusals("its service", body -> body.at("/errors/0").asText(""), Set.of(), Set.of());

    private final String uri;
    private final String mount;
    private final String name;
    private final String token;
    private final Optional<String> namespace;
    private final KeyClient client;

    private Transit(String uri, String mount, String name, String token, Optional<String> namespace, KeyClient client) {
        this.uri = uri;
        this.mount = mount;
        this.name = name;
        this.token = token;
        this.namespace = namespace;
        this.client = client;
    }

    static Transit of(KeyUri location, String server, String mount, String name, String token) {
        Optional<String> namespace = location.parameter("namespace");
        String uri = location + namespace.map("?namespace="::concat).orElse("");
        KeyClient client = new KeyClient(uri, location.timeLimit(), REFUSALS);
        return new Transit(uri, ServiceUrl.checked(location, server) + "/v1/" + mount, name, token, namespace, client);
    }

    String uri() {
        return uri;
    }

    ServiceAnswer call(String operation, String suffix, Map<String, ?> fields) {
        return client.send(() -> {
            HttpRequest.Builder request = ServiceRequest.post(mount + "/" + operation + "/" + name + suffix, fields)
                    .header("X-Vault-Token", token)
                    .header("X-Vault-Request", "true");
            namespace.ifPresent(each -> request.header("X-Vault-Namespace", each));
            return request;
        });
    }

    /** A field that Vault made: its version and its bytes in Base64. */
    static Matcher made(ServiceAnswer answer, String pointer) {
        Matcher made = MADE.matcher(answer.text(pointer));
        if (!made.matches()) {
            throw answer.strange("no vault:v1:... in " + pointer, null);
        }
        return made;
    }

    @Override
    public String toString() {
        return uri;
    }
}
