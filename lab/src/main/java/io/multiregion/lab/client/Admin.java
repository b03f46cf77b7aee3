package io.multiregion.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** The admin REST API of one region, as an administrator of one of its realms. Paths start behind {@code /admin/realms/}. */
public final class Admin {

    private static final Duration RENEWAL = Duration.ofSeconds(40);

    private final HttpClient http;
    private final URI base;
    private final String realm;
    private final String user;
    private final String password;
    private final Duration patience;
    private String token;
    private Instant renewal = Instant.MIN;

    /**
     * @param realm whose user it is; one of the master realm may do everything in its region, one of a replicated realm is known in all
     * @param patience how long an answer may take
     */
    public Admin(HttpClient http, URI base, String realm, String user, String password, Duration patience) {
        this.http = http;
        this.base = base;
        this.realm = realm;
        this.user = user;
        this.password = password;
        this.patience = patience;
    }

    public JsonNode get(String path) {
        return attempt("GET", path, null).expectSuccess().json();
    }

    public Answer post(String path, JsonNode body) {
        return attempt("POST", path, body).expectSuccess();
    }

    public Answer post(String path) {
        return attempt("POST", path, null).expectSuccess();
    }

    /** Makes a realm, with {@link StoryKeys}. */
    public Answer createRealm(JsonNode realm) {
        return post("", StoryKeys.in(realm));
    }

    /** Posts, and returns the id of what was created. */
    public String create(String path, JsonNode body) {
        return attempt("POST", path, body).expect(201).id();
    }

    public Answer put(String path, JsonNode body) {
        return attempt("PUT", path, body).expectSuccess();
    }

    public Answer delete(String path) {
        return attempt("DELETE", path, null).expectSuccess();
    }

    public Answer delete(String path, JsonNode body) {
        return attempt("DELETE", path, body).expectSuccess();
    }

    /** Sends a request and returns the answer, whatever it is. */
    public Answer attempt(String method, String path, JsonNode body) {
        return attempt(method, path, body == null ? null : body.toString(), "application/json");
    }

    /** Sends a request with a header of one's own. */
    public Answer attempt(String method, String path, JsonNode body, String header, String value) {
        return attempt(method, path, body == null ? null : body.toString(), "application/json", header, value);
    }

    /** Sends a body of another type. */
    public Answer attempt(String method, String path, String body, String type) {
        return attempt(method, path, body, type, new String[0]);
    }

    private Answer attempt(String method, String path, String body, String type, String... headers) {
        var publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(base + "/admin/realms" + (path.isEmpty() ? "" : "/" + path)))
                .timeout(patience)
                .header("Authorization", "Bearer " + token())
                .method(method, publisher);
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answer = send(request.build());
        if (answer.status() == 401) {
            forgetToken();
        }
        return answer;
    }

    /** The session may have been of a region that is gone: the next request signs in anew. */
    private synchronized void forgetToken() {
        renewal = Instant.MIN;
    }

    private synchronized String token() {
        if (Instant.now().isAfter(renewal)) {
            var form = "grant_type=password&client_id=admin-cli&username=" + encode(user) + "&password="
                    + encode(password);
            var request = HttpRequest.newBuilder(
                            URI.create(base + "/realms/" + realm + "/protocol/openid-connect/token"))
                    .timeout(patience)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            token = send(request).expect(200).json().get("access_token").asText();
            renewal = Instant.now().plus(RENEWAL);
        }
        return token;
    }

    private Answer send(HttpRequest request) {
        try {
            var what = request.method() + " " + request.uri();
            return Answer.of(what, http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
