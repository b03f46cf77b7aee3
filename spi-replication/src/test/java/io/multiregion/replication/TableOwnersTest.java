package io.multiregion.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each of the extension's own tables has one class that writes its rows, and forgets those of a realm. Rows that are replicated are
 * written as all rows of Keycloak's are, by no statement that names their table.
 */
class TableOwnersTest {

    /** How far a realm has come outlives it; these say nothing of a realm. */
    private static final Set<String> NEVER_FORGOTTEN =
            Set.of("MR_LIFE", "MR_LEASE", "MR_REGION", "MR_DATABASE", "MR_VITALS", "MR_PARCEL");

    private static final Pattern TABLE = Pattern.compile("<createTable tableName=\"(MR_\\w+)\"");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern WRITE = Pattern.compile(
            "\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into|truncate\\s+table)\\s+(MR_\\w+)",
            Pattern.CASE_INSENSITIVE);
    private static final String FORGET = " static void forget(Connection connection, String realmId)";

    @Test
    void eachTableHasOneWriter() throws IOException {
        Map<String, String> sources = sources();
        assertEquals(List.of(), complaints(tables(), sources));
    }

    @Test
    void eachOwnerForgetsARealm() throws IOException {
        Map<String, String> sources = sources();
        Set<String> keep = new TreeSet<>();
        writers(sources).forEach((table, owners) -> {
            if (owners.stream().noneMatch(owner -> sources.get(owner).contains(FORGET))) {
                keep.add(table);
            }
        });
        assertEquals(new TreeSet<>(NEVER_FORGOTTEN), keep);
    }

    @Test
    void aSecondWriterIsSeen() {
        Map<String, String> sources = Map.of(
                "One", "\"update MR_REALM set ROLE = ?\"; \"select 1 from MR_STREAM for update\"",
                "Two", "\"delete from\"\n    + \" MR_REALM where REALM_ID = ?\"; \"update MR_OTHER set A = 1\"");
        assertEquals(
                List.of(
                        "MR_OTHER is no table of the changelog: [Two]",
                        "MR_REALM has not one writer: [One, Two]",
                        "MR_STREAM has not one writer: []"),
                complaints(Set.of("MR_REALM", "MR_STREAM"), sources));
    }

    private static List<String> complaints(Set<String> tables, Map<String, String> sources) {
        Map<String, Set<String>> writers = writers(sources);
        tables.forEach(table -> writers.computeIfAbsent(table, none -> new TreeSet<>()));
        return writers.entrySet().stream()
                .filter(entry -> entry.getValue().size() != 1 || !tables.contains(entry.getKey()))
                .map(entry -> entry.getKey()
                        + (tables.contains(entry.getKey())
                                ? " has not one writer: "
                                : " is no table of the changelog: ")
                        + entry.getValue())
                .toList();
    }

    /** Which sources have a statement that writes a table, by table. */
    private static Map<String, Set<String>> writers(Map<String, String> sources) {
        Map<String, Set<String>> writers = new TreeMap<>();
        sources.forEach((name, source) -> {
            Matcher write = WRITE.matcher(JOINED.matcher(source).replaceAll(""));
            while (write.find()) {
                writers.computeIfAbsent(write.group(1), none -> new TreeSet<>()).add(name);
            }
        });
        return writers;
    }

    private static Set<String> tables() throws IOException {
        try (var changelog = TableOwnersTest.class.getResourceAsStream("/META-INF/multi-region-changelog.xml")) {
            Set<String> tables = TABLE.matcher(new String(changelog.readAllBytes()))
                    .results()
                    .map(table -> table.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(tables.size() > 10, () -> "the changelog is read wrongly: " + tables);
            return tables;
        }
    }

    /** The main sources of all modules, by class. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> modules = Files.list(root())) {
            for (Path module : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        sources.put(module.relativize(file).toString(), Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
