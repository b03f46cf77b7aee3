package io.multiregion.stories.parties;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Program;
import io.multiregion.lab.machine.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A site on Node that signs its users in with openid-client, the library from npm. */
final class OpenIdClient extends RelyingParty {

    private static final int NODE = 20;
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "site.mjs");

    private final Path directory;

    private OpenIdClient(Path directory, int port, Path log) {
        super("site", port, log);
        this.directory = directory;
    }

    /** Not started yet. The library is fetched into the directory, as the lock file says, and is not fetched again. */
    static OpenIdClient in(Path directory, Path log) throws IOException {
        Files.createDirectories(directory);
        for (var file : FILES) {
            try (var stream = OpenIdClient.class.getResourceAsStream("openid-client/" + file)) {
                Files.write(directory.resolve(file), stream.readAllBytes());
            }
        }
        requireNode();
        var lock = Files.readString(directory.resolve("package-lock.json"));
        var fetched = directory.resolve("fetched.json");
        if (!Files.exists(fetched) || !Files.readString(fetched).equals(lock)) {
            fetch(directory);
            Files.writeString(fetched, lock);
        }
        return new OpenIdClient(directory, Ports.free(), log);
    }

    private static void requireNode() {
        var version = Shell.in(Path.of("/"))
                .run(Program.of("node", "nodejs").toString(), "--version")
                .strip();
        if (Integer.parseInt(version.substring(1, version.indexOf('.'))) < NODE) {
            throw new IllegalStateException("Needs Node " + NODE + " or later, and here is " + version);
        }
    }

    private static void fetch(Path directory) {
        try {
            Shell.in(directory)
                    .run(Program.of("npm", "npm").toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "Needs openid-client from npm: run 'npm ci' in " + directory + ", or let npm reach its registry",
                    e);
        }
    }

    @Override
    ProcessBuilder command() {
        return new ProcessBuilder(Program.of("node", "nodejs").toString(), "site.mjs").directory(directory.toFile());
    }

    @Override
    JsonNode attributes() {
        return Json.of("{'post.logout.redirect.uris':'+'}");
    }
}
