package io.multiregion.stories.props;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.region.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.TreeMap;

/** Somebody who uses the admin REST API of a region as a user of any realm, with a new token for every request. */
public final class Operator {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Region region;
    private final String realm;
    private final String user;
    private final String client;

    /** @param realm the realm that the user signs in to; the password is the user's name */
    public Operator(Region region, String realm, String user) {
        this(region, realm, user, "admin-cli");
    }

    private Operator(Region region, String realm, String user, String client) {
        this.region = region;
        this.realm = realm;
        this.user = user;
        this.client = client;
    }

    /** The same user, who signs in by another public client. */
    public Operator by(String otherClient) {
        return new Operator(region, realm, user, otherClient);
    }

    /** Makes a user with roles of one client and nothing else. */
    public static void create(Admin admin, String realm, String name, String client, String... roles) {
        var id = admin.create(
                realm + "/users",
                Json.of(
                        "{username:'%1$s', enabled:true, email:'%1$s@ops.test', firstName:'O', lastName:'P',"
                                + " credentials:[{type:'password', value:'%1$s'}]}",
                        name));
        var clientId = client(admin, realm, client);
        for (var role : roles) {
            var found = admin.get(realm + "/clients/" + clientId + "/roles/" + role);
            admin.post(realm + "/users/" + id + "/role-mappings/clients/" + clientId, Json.of("[" + found + "]"));
        }
    }

    /** The id of a client. */
    public static String client(Admin admin, String realm, String clientId) {
        return admin.get(realm + "/clients?clientId=" + clientId)
                .get(0)
                .get("id")
                .asText();
    }

    public Answer get(String path) {
        return attempt("GET", path, null);
    }

    /** Paths start behind {@code /admin/realms/}. */
    public Answer attempt(String method, String path, JsonNode body) {
        var request = HttpRequest.newBuilder(URI.create(region.url() + "/admin/realms/" + path))
                .timeout(Duration.ofSeconds(120))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        return send(request.build());
    }

    private String token() {
        var form = new TreeMap<String, String>();
        form.put("grant_type", "password");
        form.put("client_id", client);
        form.put("username", user);
        form.put("password", user);
        var request = HttpRequest.newBuilder(
                        URI.create(region.url() + "/realms/" + realm + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(SignIn.encoded(form)));
        return send(request.build()).expect(200).json().get("access_token").asText();
    }

    private Answer send(HttpRequest request) {
        try {
            return Answer.of(
                    request.method() + " " + request.uri(), HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
