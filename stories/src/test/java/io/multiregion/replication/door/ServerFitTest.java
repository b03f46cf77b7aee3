package io.multiregion.replication.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.replication.fit.Fit;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The extension is compiled against one version of Keycloak and runs on another one: here it is compared, without a server, with the
 * distribution that the stories run ({@code -Dkeycloak.server}).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServerFitTest {

    private static final RealmState SECONDARY = new Secondary(
            Realm.named("id", "acme", null),
            new Claim(1, "eu"),
            URI.create("https://eu.example.com"),
            Course.at(new Position(1, 1)),
            ReplicaStatus.ACTIVE,
            Feed.from(StreamId.NONE, new Position(1, 1)));

    private final Checkout checkout = Checkout.here();
    private final FrontDoor door = new FrontDoor(realm -> false);
    private List<Path> libraries;
    private URLClassLoader server;

    @BeforeAll
    void server() {
        libraries = Distribution.plain(checkout).libraries();
        server = new URLClassLoader(
                Stream.concat(checkout.jars().stream(), libraries.stream())
                        .sorted(Comparator.comparing(jar -> !isKeycloaks(jar)))
                        .map(ServerFitTest::url)
                        .toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    void close() throws IOException {
        server.close();
    }

    /** The same comparison as at the start of a server: see {@link Fit}. */
    @Test
    void theServerHasAllThatTheExtensionUses() throws ReflectiveOperationException {
        Class<?> fit = server.loadClass(Fit.class.getName());
        for (var jar : checkout.jars()) {
            Object compared = fit.getMethod("of", ClassLoader.class, Path.class).invoke(null, server, jar);
            assertEquals(Set.of(), fit.getMethod("missing").invoke(compared), jar.toString());
        }
    }

    /** What is in the services JAR has the verdicts that {@code FrontDoorTest} knows, the other JARs have theirs here. */
    @Test
    void everyMethodOfTheServerHasItsReviewedVerdict() throws IOException {
        var services = new TreeSet<String>();
        var others = new TreeSet<String>();
        for (var jar : libraries) {
            if (isKeycloaks(jar)) {
                boolean inServices = jar.getFileName().toString().startsWith("org.keycloak.keycloak-services-");
                (inServices ? services : others).addAll(verdicts(jar));
            }
        }
        assertTrue(services.size() > 200, () -> "the methods of the services JAR: " + services);
        assertEquals(reviewed("spi-replication/src/test/resources/guard/verdicts.txt"), String.join("\n", services));
        assertEquals(reviewed("stories/src/test/resources/guard/verdicts.txt"), String.join("\n", others));
    }

    /** A cache that nobody has thought of may hold what a row no longer says: see {@code CachesTest}. */
    @Test
    void theServerHasNoCacheThatTheTableDoesNotName() throws ReflectiveOperationException, IOException {
        var named = Files.readAllLines(checkout.root()
                        .resolve("spi-replication/src/test/resources/io/multiregion/replication/cache/caches.tsv"))
                .stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
        var caches = (String[]) server.loadClass("org.keycloak.connections.infinispan.InfinispanConnectionProvider")
                .getField("ALL_CACHES_NAME")
                .get(null);
        assertEquals(new TreeSet<>(named), new TreeSet<>(List.of(caches)));
    }

    /** The lab opens the database file that Keycloak has open: both sides speak H2's own protocol. */
    @Test
    void theLabHasTheServersH2() {
        var own = Path.of(URI.create(org.h2.Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .getFileName()
                .toString();
        assertTrue(
                libraries.stream().anyMatch(jar -> jar.getFileName().toString().endsWith("." + own)),
                () -> "set h2.version in pom.xml to that of the server, " + own + " is not among " + libraries);
    }

    private static boolean isKeycloaks(Path jar) {
        return jar.getFileName().toString().startsWith("org.keycloak.");
    }

    private String reviewed(String file) throws IOException {
        return Files.readString(checkout.root().resolve(file)).strip();
    }

    private List<String> verdicts(Path jar) throws IOException {
        var verdicts = new ArrayList<String>();
        try (var file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("org/keycloak/") && name.endsWith(".class"))
                    .forEach(name -> addVerdicts(name, verdicts));
        }
        return verdicts;
    }

    private void addVerdicts(String file, List<String> verdicts) {
        try {
            var type = Class.forName(file.replace('/', '.').replaceAll("\\.class$", ""), false, server);
            for (var method : type.getDeclaredMethods()) {
                for (var annotation : method.getAnnotations()) {
                    verb(annotation.annotationType()).ifPresent(verb -> add(verdicts, type, method.getName(), verb));
                }
            }
        } catch (ClassNotFoundException | LinkageError optional) {
            // a class for a library that is not there has no resources either
        }
    }

    private static Optional<String> verb(Class<?> annotation) {
        return Stream.of(annotation.getAnnotations())
                .filter(any -> any.annotationType().getName().equals("jakarta.ws.rs.HttpMethod"))
                .map(any -> annotation.getSimpleName())
                .findFirst();
    }

    private void add(List<String> verdicts, Class<?> type, String method, String verb) {
        if (verb.equals("OPTIONS")) {
            return;
        }
        var call = new Call(type, method, verb, "/admin/realms/acme/x", name -> null);
        Served.Fate fate = Served.fate(call);
        assertEquals(fate != Served.Fate.REFUSE, door.judge(SECONDARY, call) == DoorVerdict.SERVE);
        if (fate != Served.Fate.SERVE || !List.of("GET", "HEAD").contains(verb)) {
            verdicts.add(
                    String.format("%-6s %s %s#%s", fate.name().toLowerCase(Locale.ROOT), verb, type.getName(), method));
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
