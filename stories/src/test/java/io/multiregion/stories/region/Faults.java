package io.multiregion.stories.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.lab.server.Checkout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whatever a story does to servers, networks and databases, none of it explains a mistake of ours in a server's log: an exception that
 * only the program itself is to blame for, transactions that have tripped over each other, a write that no hook explains, a job of
 * Keycloak's that fails though its server and its database are there, or tables of this version of Keycloak that the catalogue does not
 * know. The story after which it is found fails, although all went well in the end.
 */
final class Faults implements AfterAllCallback {

    /** What a server says that is about to stop, or whose database does: it explains a job that fails. */
    private static final String OUTAGE =
            "(After Shutdown|IllegalLifecycleState|JDBC Connection|JDBCConnection|GenericJDBC"
                    + "|I/O error|has been closed|terminating connection|is starting up|shutting down)";

    private static final Pattern FAULT = Pattern.compile(
            "ERROR +\\[io[.]multiregion[.].*(NoSuchElementException|NullPointerException|ClassCastException"
                    + "|IndexOutOfBoundsException|ConcurrentModificationException|[Dd]eadlock detected|could not serialize|SQLSTATE 40)"
                    + "|ERROR +\\[io[.]multiregion[.].*was seen by no hook"
                    + "|ERROR +\\[org[.]keycloak[.].*Failed to run scheduled task ClearExpired(?!.*" + OUTAGE + ")"
                    + "|WARN +\\[io[.]multiregion[.].*the database has tables that are not Keycloak's");

    /** Stories run side by side: each line is found once. */
    private static final Set<String> FOUND = ConcurrentHashMap.newKeySet();

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        try (var logs = Files.find(
                Checkout.here().target().resolve("regions"),
                2,
                (file, attributes) -> file.toString().endsWith(".log"))) {
            for (var log : logs.filter(Faults::isOfThisRun).toList()) {
                assertEquals(List.of(), newIn(log), log.toString());
            }
        }
    }

    private static boolean isOfThisRun(Path log) {
        return log.toFile().lastModified()
                >= ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private static List<String> newIn(Path log) throws IOException {
        // any byte is a character in it: a server may be killed in the middle of one
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> FAULT.matcher(line).find())
                    .filter(FOUND::add)
                    .toList();
        }
    }
}
