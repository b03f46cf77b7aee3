package io.multiregion.stories.parties;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Apache with mod_auth_openidc, as Debian has them: a server of the story's own, with all its files in a directory of its own. */
final class Apache extends RelyingParty {

    /** It brings Apache's program, but not the package {@code apache2}, which would start a server of the system's. */
    private static final String PACKAGE = "libapache2-mod-auth-openidc";

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private final Path directory;

    private Apache(Path directory, int port) {
        super("apache", port, directory.resolve("error.log"));
        this.directory = directory;
    }

    /** Not started yet. Everybody may read the directory from now on: it is not Apache's user who starts it where root does. */
    static Apache in(Path directory) throws IOException {
        var pages = Files.createDirectories(directory.resolve("pages"));
        Files.writeString(pages.resolve("index.html"), resource("apache.html"));
        Files.writeString(pages.resolve("goodbye.html"), "<h1>Goodbye</h1>");
        Files.writeString(directory.resolve("apache.conf"), resource("apache.conf"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Apache(directory, Ports.free());
    }

    @Override
    ProcessBuilder command() {
        var program = Program.of("apache2", PACKAGE);
        if (!Files.exists(MODULES.resolve("mod_auth_openidc.so"))) {
            throw new IllegalStateException("Needs Apache's mod_auth_openidc: install the package " + PACKAGE);
        }
        var builder = new ProcessBuilder(
                program.toString(),
                "-DFOREGROUND",
                "-f",
                directory.resolve("apache.conf").toString());
        builder.environment().put("DIRECTORY", directory.toString());
        builder.environment().put("MODULES", MODULES.toString());
        return builder;
    }

    /** The realm tells it of logouts, wherever they are. */
    @Override
    JsonNode attributes() {
        return Json.of(
                "{'post.logout.redirect.uris':'+', 'backchannel.logout.session.required':'true',"
                        + " 'backchannel.logout.url':'%sback?logout=backchannel'}",
                page());
    }

    private static String resource(String name) throws IOException {
        try (var stream = Apache.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes());
        }
    }
}
