package io.multiregion.command.server;

import io.multiregion.command.json.Json;
import io.multiregion.command.say.Ending;
import io.multiregion.command.say.FailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** A realm in a region that is asked. A token goes to this address only: no redirect is followed. */
public final class Region {

    private static final Duration CONNECTED = Duration.ofSeconds(10);
    private static final int UNAUTHORIZED = 401;

    private final URI url;
    private final String realm;
    private final Login login;
    private final Duration patience;
    private final HttpClient http;
    private String token;

    /** @param patience how long an answer may take, unless a call says more */
    public Region(URI url, String realm, Login login, Duration patience, SSLContext trust) {
        this.url = url;
        this.realm = realm;
        this.login = login;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECTED)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(trust)
                .build();
    }

    public String realm() {
        return realm;
    }

    /** @param path behind {@code multi-region} */
    public Answer get(String path) {
        return asked("GET", path, "", patience);
    }

    /** @param atLeast how long an answer may take at least, as something is done first */
    public Answer post(String path, String body, Duration atLeast) {
        return asked("POST", path, body, atLeast.compareTo(patience) > 0 ? atLeast : patience);
    }

    private Answer asked(String method, String path, String body, Duration until) {
        boolean fresh = token == null;
        if (fresh) {
            token = signIn();
        }
        Answer answer = sent(method, path, body, until);
        if (answer.status() == UNAUTHORIZED && !fresh) {
            token = signIn();
            answer = sent(method, path, body, until);
        }
        return answer;
    }

    private Answer sent(String method, String path, String body, Duration until) {
        URI address = URI.create(url + "/admin/realms/" + encoded(realm) + "/multi-region" + path);
        return send(
                method + " " + address,
                HttpRequest.newBuilder(address)
                        .timeout(until)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build());
    }

    private String signIn() {
        if (login.form().isEmpty()) {
            return login.given().get().orElseThrow(() -> FailedException.asked("the token is empty"));
        }
        URI address = URI.create(url + "/realms/" + encoded(login.realm()) + "/protocol/openid-connect/token");
        String form = login.form().entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        Answer answer = send(
                "POST " + address,
                HttpRequest.newBuilder(address)
                        .timeout(patience)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build());
        if (answer.status() / 100 == 5) {
            throw new FailedException(
                    Ending.CRITICAL, "the region signs nobody in: " + address + " has HTTP status " + answer.status());
        }
        Json said = answer.isJson() ? answer.json() : new Json(null);
        return said.at("access_token")
                .text()
                .orElseThrow(() -> FailedException.asked("the sign-in to realm "
                        + login.realm() + " was refused: "
                        + said.at("error_description").text().orElse("HTTP status " + answer.status())
                        + ". Look at --login-realm, --client, --user, and what the password or secret is read from"));
    }

    private Answer send(String asked, HttpRequest request) {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(asked, response.statusCode(), response.body());
        } catch (SSLException e) {
            throw new FailedException(
                    Ending.CRITICAL,
                    "no TLS with " + url + ": " + e.getMessage()
                            + ". If the certificate is of a CA of your own, name it by" + " --ca");
        } catch (HttpTimeoutException e) {
            throw new FailedException(
                    Ending.CRITICAL,
                    asked + " was not answered within "
                            + request.timeout().orElse(patience).toSeconds()
                            + " s. Is the region overloaded, or its database away? It may still be done: look at status");
        } catch (ConnectException e) {
            throw new FailedException(
                    Ending.CRITICAL, "nobody answers at " + url + ". Is the region up, and reachable from here?");
        } catch (IOException e) {
            throw new FailedException(
                    Ending.CRITICAL,
                    asked + " broke off: " + e.getMessage() + ". It may still be done: look at status");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailedException.asked("interrupted");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
