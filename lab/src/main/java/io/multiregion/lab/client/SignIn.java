package io.multiregion.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The end users' side of a realm in one region, as one confidential client sees it. */
public final class SignIn {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI region;
    private final String realm;
    private final String client;
    private final String secret;

    public SignIn(URI region, String realm, String client, String secret) {
        this.region = region;
        this.realm = realm;
        this.client = client;
        this.secret = secret;
    }

    /** The direct grant, whatever it answers. */
    public Answer attempt(String user, String password) {
        return token(Map.of("grant_type", "password", "username", user, "password", password, "scope", "openid"));
    }

    /** Whether the region says that this is not the user's password; false for any other trouble. */
    public boolean refuses(String user, String password) {
        var answer = attempt(user, password);
        return answer.status() / 100 == 4
                && answer.json().path("error").asText().equals("invalid_grant");
    }

    public Tokens password(String user, String password) {
        return Tokens.of(attempt(user, password).expect(200).json());
    }

    public Tokens offline(String user, String password) {
        var form = Map.of(
                "grant_type", "password", "username", user, "password", password, "scope", "openid offline_access");
        return Tokens.of(token(form).expect(200).json());
    }

    public Tokens clientCredentials() {
        return Tokens.of(
                token(Map.of("grant_type", "client_credentials")).expect(200).json());
    }

    public Answer attemptRefresh(Tokens tokens) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh()));
    }

    public Tokens refresh(Tokens tokens) {
        return Tokens.of(attemptRefresh(tokens).expect(200).json());
    }

    public JsonNode introspect(Tokens tokens) {
        return post("/protocol/openid-connect/token/introspect", Map.of("token", tokens.access()))
                .expect(200)
                .json();
    }

    public Answer userinfo(Tokens tokens) {
        return bearer("GET", "/protocol/openid-connect/userinfo", tokens, null);
    }

    /** The same, the token in a form. */
    public Answer userinfoByForm(Tokens tokens) {
        return post("/protocol/openid-connect/userinfo", Map.of("access_token", tokens.access()));
    }

    /** Ends the session of an id token, as a browser without cookies that is sent there. */
    public Answer logoutByLink(String idToken) {
        return get("/protocol/openid-connect/logout?id_token_hint=" + Admin.encode(idToken));
    }

    /** Ends the session of a refresh token. */
    public Answer logout(Tokens tokens) {
        return post("/protocol/openid-connect/logout", Map.of("refresh_token", tokens.refresh()));
    }

    /** Revokes a token by RFC 7009. */
    public Answer revoke(String token) {
        return post("/protocol/openid-connect/revoke", Map.of("token", token));
    }

    /** Exchanges the code of a sign-in in a browser. */
    public Tokens exchange(String code, String redirect) {
        var form = Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirect);
        return Tokens.of(token(form).expect(200).json());
    }

    /** Any grant at the token endpoint. */
    public Answer token(Map<String, String> form) {
        return post("/protocol/openid-connect/token", form);
    }

    /** Any grant at the token endpoint, asked by the bearer of a token instead of the client. */
    public Answer tokenAs(Tokens bearer, Map<String, String> form) {
        return send(request("/protocol/openid-connect/token")
                .header("Authorization", "Bearer " + bearer.access())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
                .build());
    }

    /** A browser of a user who signs in to this client. */
    public Browser browser(String redirect) {
        return new Browser(http, realm, client, redirect);
    }

    /** Sends a request below the realm with a token of a user or a client. */
    public Answer bearer(String method, String path, Tokens tokens, String json) {
        return authorized(method, path, tokens.access(), json);
    }

    public Answer authorized(String method, String path, String token, String json) {
        var request = request(path).header("Authorization", "Bearer " + token).header("Accept", "application/json");
        if (json == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(json));
        }
        return send(request.build());
    }

    /** Sends a form below the realm, with the client's own credentials. */
    Answer post(String path, Map<String, String> form) {
        var fields = new TreeMap<>(form);
        fields.put("client_id", client);
        if (secret != null) {
            fields.put("client_secret", secret);
        }
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)))
                .build());
    }

    public Answer get(String path) {
        return send(request(path).build());
    }

    public static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> Admin.encode(field.getKey()) + "=" + Admin.encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(region + "/realms/" + realm + path))
                .timeout(Duration.ofSeconds(60));
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
}
