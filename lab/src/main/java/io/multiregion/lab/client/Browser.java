package io.multiregion.lab.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A user's browser at the login pages of a realm. It keeps its cookies when it goes from one region to another, as it would when one host
 * name is moved to another region: the regions are reached by their own addresses, whatever host the pages name.
 */
public final class Browser {

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final HttpClient http;
    private final String realm;
    private final String client;
    private final String redirect;
    private final Map<String, String> cookies = new TreeMap<>();

    Browser(HttpClient http, String realm, String client, String redirect) {
        this.http = http;
        this.realm = realm;
        this.client = client;
        this.redirect = redirect;
    }

    /** Opens the authorization endpoint: a login page (200), or a redirect with a code (302) when there is a session. */
    public Answer open(URI region) {
        var query = "response_type=code&scope=openid&client_id=" + client + "&redirect_uri=" + Admin.encode(redirect);
        return send(request(region, "/realms/" + realm + "/protocol/openid-connect/auth?" + query));
    }

    /** Opens any other page of the realm. */
    public Answer open(URI region, String path) {
        return send(request(region, "/realms/" + realm + path));
    }

    /** Opens any page of the realm as somebody who wants to see it. */
    public Answer page(URI region, String path) {
        return send(request(region, "/realms/" + realm + path).header("Accept", "text/html"));
    }

    /** Posts the form of a page. */
    public Answer submit(URI region, Answer page, Map<String, String> fields) {
        return send(form(request(region, pathOf(action(page))), fields));
    }

    /** Posts a form to any page of the realm, as somebody who wants to see what comes. */
    public Answer post(URI region, String path, Map<String, String> fields) {
        return send(form(request(region, "/realms/" + realm + path).header("Accept", "text/html"), fields));
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> fields) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(SignIn.encoded(fields)));
    }

    /** Follows redirects within the realm, to a page or to the client. */
    public Answer follow(URI region, Answer answer) {
        var next = answer;
        while (next.status() / 100 == 3 && !next.header("Location").startsWith(redirect)) {
            next = send(request(region, pathOf(next.header("Location"))));
        }
        return next;
    }

    /** Signs in with a password and returns the code. */
    public String signIn(URI region, String user, String password) {
        return code(credentials(region, user, password));
    }

    /** Opens the login page and gives name and password, on one page or on two (as with organisations). Returns what comes next. */
    public Answer credentials(URI region, String user, String password) {
        var page = open(region).expect(200);
        if (!page.text().contains("name=\"password\"")) {
            page = submit(region, page, Map.of("username", user)).expect(200);
        }
        return submit(region, page, Map.of("username", user, "password", password));
    }

    /** The code by the SSO cookie alone; raises if a login page is shown instead. */
    public String singleSignOn(URI region) {
        return code(open(region));
    }

    /** Whether the browser has a cookie of the realm's. */
    public boolean hasCookie(String name) {
        return cookies.containsKey(name);
    }

    public String redirect() {
        return redirect;
    }

    private static String code(Answer answer) {
        var location = answer.expect(302, 303).header("Location");
        for (var part : location.substring(location.indexOf('?') + 1).split("&")) {
            if (part.startsWith("code=")) {
                return part.substring("code=".length());
            }
        }
        throw new IllegalStateException("No code in " + location);
    }

    private static String action(Answer page) {
        var form = FORM.matcher(page.text());
        if (!form.find()) {
            throw new IllegalStateException("No form on the page: " + page.text());
        }
        return form.group(1).replace("&amp;", "&");
    }

    private static String pathOf(String url) {
        var uri = URI.create(url);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private HttpRequest.Builder request(URI region, String path) {
        return HttpRequest.newBuilder(URI.create(region + path)).timeout(Duration.ofSeconds(60));
    }

    private Answer send(HttpRequest.Builder builder) {
        if (!cookies.isEmpty()) {
            builder.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var request = builder.build();
        try {
            var answer = Answer.of(
                    request.method() + " " + request.uri(), http.send(request, HttpResponse.BodyHandlers.ofString()));
            answer.headers("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private void keep(String header) {
        var pair = header.split(";", 2)[0];
        int equals = pair.indexOf('=');
        var name = pair.substring(0, equals);
        var value = pair.substring(equals + 1);
        if (value.isEmpty() || header.toLowerCase().contains("max-age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }
}
