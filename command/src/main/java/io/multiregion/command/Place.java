package io.multiregion.command;

import io.multiregion.command.say.FailedException;
import io.multiregion.command.server.Login;
import io.multiregion.command.server.Region;
import io.multiregion.command.server.Trust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where it is asked, and as whom: what the arguments say of it. */
final class Place {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final long PATIENCE = 30;

    private final Arguments arguments;

    Place(Arguments arguments) {
        this.arguments = arguments;
    }

    Region region() {
        return new Region(
                url(),
                arguments.require("realm"),
                login(),
                Duration.ofSeconds(Math.max(1, arguments.number("timeout", PATIENCE))),
                Trust.of(
                        arguments.value("ca").map(Path::of),
                        arguments.value("truststore").map(Path::of),
                        arguments.secret("truststore-password")));
    }

    /** Passwords and tokens are sent there, so the way is to be closed to others. */
    private URI url() {
        String given = arguments.require("url").replaceAll("/+$", "");
        try {
            URI url = URI.create(given);
            boolean closed = "https".equals(url.getScheme());
            boolean open = "http".equals(url.getScheme());
            if (url.getHost() == null || url.getUserInfo() != null || !(closed || open)) {
                throw new IllegalArgumentException("no address of a server");
            }
            if (open && !HERE.contains(url.getHost()) && !arguments.has("allow-http")) {
                throw FailedException.asked(
                        "nothing is sent to " + given + ", as others on the way would read the token:"
                                + " use https:, or --allow-http where the way is closed");
            }
            return url;
        } catch (IllegalArgumentException e) {
            throw FailedException.asked("--url is a region's address, like https://eu.example.com");
        }
    }

    private Login login() {
        String realm = arguments.value("login-realm").orElse("master");
        Optional<String> secret = arguments.secret("secret");
        Map<String, String> form = new LinkedHashMap<>();
        if (arguments.secret("token").isPresent()) {
            return new Login(realm, form, () -> arguments.secret("token"));
        }
        Optional<String> user = arguments.value("user");
        form.put("client_id", arguments.value("client").orElse("admin-cli"));
        secret.ifPresent(value -> form.put("client_secret", value));
        if (user.isPresent()) {
            form.put("grant_type", "password");
            form.put("username", user.get());
            form.put(
                    "password",
                    arguments
                            .secret("password")
                            .orElseThrow(() -> FailedException.asked("the password of " + user.get()
                                    + " is missing: name its file by --password-file, or set KC_REGIONS_PASSWORD")));
        } else if (secret.isPresent()) {
            form.put("grant_type", "client_credentials");
        } else {
            throw FailedException.asked("say who asks: --user with --password-file, --client with --secret-file, or"
                    + " --token-file; each secret may be in the environment too, as KC_REGIONS_PASSWORD is");
        }
        return new Login(realm, form, Optional::empty);
    }
}
