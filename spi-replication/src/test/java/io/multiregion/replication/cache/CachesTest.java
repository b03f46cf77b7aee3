package io.multiregion.replication.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;

/** Somebody has thought of each cache of Keycloak: {@code caches.tsv} says what evicts from it, and which test shows that. */
class CachesTest {

    @Test
    void eachCacheOfKeycloakIsNamed() throws IOException {
        assertEquals(
                new TreeSet<>(List.of(InfinispanConnectionProvider.ALL_CACHES_NAME)), new TreeSet<>(rows().keySet()));
    }

    @Test
    void eachTestThatIsNamedIsThere() throws IOException {
        Set<String> tests = new TreeSet<>(rows().values());
        tests.remove("-");
        List<String> missing = new ArrayList<>();
        for (String test : tests) {
            String[] name = test.split("[.]");
            if (!source(name[0]).contains("void " + name[1] + "(")) {
                missing.add(test);
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(tests.size() > 3);
    }

    /** A client's keys are cached for each use of a key, an identity provider's once. */
    @Test
    void aClientsKeysAreEvictedForEachUse() {
        assertEquals(
                Set.of(
                        "r::client::c::keyuse::SIG",
                        "r::client::c::keyuse::ENCRYPTION",
                        "r::client::c::keyuse::JWT_SVID"),
                publicKeys(Kind.CLIENT, "c"));
        assertEquals(Set.of("r::idp::p"), publicKeys(Kind.IDENTITY_PROVIDER, "p"));
        assertEquals(Set.of(), publicKeys(Kind.ROLE, "r"));
    }

    private static Set<String> publicKeys(Kind kind, String id) {
        return CacheEviction.publicKeys("r", new ResourceKey(kind, id)).collect(Collectors.toSet());
    }

    /** The tests by cache. */
    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        try (var table = CachesTest.class.getResourceAsStream("caches.tsv")) {
            new String(table.readAllBytes())
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .forEach(row -> rows.put(row[0], row[2]));
        }
        return rows;
    }

    private static String source(String test) throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        try (Stream<Path> files = Files.walk(directory.resolve("stories/src/test/java"))) {
            Path file = files.filter(path -> path.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        }
    }
}
