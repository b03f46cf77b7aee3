package io.multiregion.replication.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.replication.guard.Matter;
import io.multiregion.replication.guard.RegionalWrite;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One table decides: the class, the page and the catalogue of tables say the same. */
class ServedTest {

    /** Of other JARs than Keycloak's services, or of a resource's subresources. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("^org[.]keycloak[.](scim|ssf|authorization[.]authzen)[.]|[.]admin[.](Clear|Ldap|TestLdap)");

    private static final Map<String, String> BASES = Map.of(
            "org.keycloak.services.resources.LoginActionsService", "/realms/acme/login-actions/",
            "org.keycloak.services.resources.IdentityBrokerService", "/realms/acme/broker",
            "org.keycloak.services.resources.account.LinkedAccountsResource", "/realms/acme/account/linked-accounts");

    private static final String HEAD = "| what | in a secondary | what of it travels to all regions |";

    /** A row that names nothing would promise what nobody decides. */
    @Test
    void everyRowNamesMethodsThatAre() throws IOException, URISyntaxException {
        Set<String> there = KeycloakResources.calls().stream()
                .map(call -> call.resource().getName() + "#" + call.method())
                .collect(Collectors.toSet());
        Set<String> gone = new TreeSet<>();
        Served.rows()
                .forEach(row -> row.methods()
                        .forEach((type, methods) -> methods.forEach(method -> gone.add(type + "#" + method))));
        gone.removeAll(there);
        gone.removeIf(method -> ELSEWHERE.matcher(method).find());
        assertEquals(Set.of(), gone);
    }

    /** Whoever lets a secondary write another table says here what writes it. */
    @Test
    void everyTableThatTravelsBackIsWrittenBySomeRow() {
        Set<String> named = Served.rows().stream()
                .flatMap(row -> row.writes().stream())
                .flatMap(write -> write.tables().stream())
                .collect(Collectors.toSet());
        Set<String> back = new TreeSet<>();
        Ownership ownership = Ownership.load();
        for (OwnedTable table : ownership.tables()) {
            if (ownership.isBack(table.name())) {
                back.add(table.name());
            }
        }
        assertTrue(back.contains("OFFLINE_USER_SESSION"), back::toString);
        back.removeAll(named);
        assertEquals(Set.of(), back, "tables that a secondary may write, and no RegionalWrite names");
    }

    /** The door knows by class and method, the page that people get by path: both say the same. */
    @Test
    void whatIsRefusedHasItsPage() throws ClassNotFoundException {
        for (Served.Row row : Served.rows()) {
            if (row.matter().isEmpty()) {
                assertTrue(row.fate() != Served.Fate.REFUSE, row.what());
                continue;
            }
            for (String type : row.methods().keySet()) {
                for (Method method : Class.forName(type).getDeclaredMethods()) {
                    if (row.methods().get(type).contains(method.getName())
                            && method.isAnnotationPresent(jakarta.ws.rs.Path.class)) {
                        String path = BASES.get(type)
                                + method.getAnnotation(jakarta.ws.rs.Path.class).value();
                        assertEquals(row.matter().get(), Matter.of(path, name -> null), path);
                    }
                }
            }
        }
    }

    @Test
    void thePageHasTheTable() throws IOException {
        List<String> page = table();
        assertEquals(String.join("\n", rendered()), String.join("\n", page));
    }

    private static List<String> rendered() {
        List<String> lines = new ArrayList<>(List.of(HEAD, "|---|---|---|"));
        for (Served.Row row : Served.rows()) {
            String here = row.matter()
                    .map(matter -> "refused: `" + matter.messageKey() + "`")
                    .orElse("served");
            String travels = Arrays.stream(RegionalWrite.values())
                    .filter(row.writes()::contains)
                    .map(RegionalWrite::said)
                    .collect(Collectors.joining("; "));
            lines.add("| " + row.what() + " | " + here + " | " + travels + (travels.isEmpty() ? "|" : " |"));
        }
        lines.add("| all else that reads | served | |");
        lines.add(
                "| all else that writes, in the account console | refused: `" + Matter.ACCOUNT.messageKey() + "` | |");
        lines.add("| all else that writes: administration, client registration, any other | refused: `"
                + Matter.CHANGE.messageKey() + "` | |");
        return lines;
    }

    /** The page that has it, whatever its name. */
    private static List<String> table() throws IOException {
        Path docs = Path.of("").toAbsolutePath().getParent().resolve("docs");
        try (var pages = Files.list(docs)) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(page);
                int head = lines.indexOf(HEAD);
                if (head >= 0) {
                    return lines.subList(head, lines.size()).stream()
                            .takeWhile(line -> line.startsWith("|"))
                            .toList();
                }
            }
        }
        return List.of("no page has the table");
    }
}
