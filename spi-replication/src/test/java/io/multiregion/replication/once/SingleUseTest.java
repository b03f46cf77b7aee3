package io.multiregion.replication.once;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Somebody has thought of each thing that Keycloak stores to be used once: {@code uses.tsv} says where it is good. A new version of
 * Keycloak with another one fails here.
 */
final class SingleUseTest {

    private static final String PROVIDER = "org/keycloak/models/SingleUseObjectProvider";

    @Test
    void eachUseIsNamed() throws IOException {
        List<URL> users = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (path.endsWith(".jar") && new File(path).getName().startsWith("keycloak-")) {
                users.addAll(users(new File(path)));
            }
        }
        TreeSet<String> found = new TreeSet<>();
        for (JavaClass user : new ClassFileImporter().importUrls(users)) {
            user.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(SingleUseObjectProvider.class))
                    .filter(call -> call.getName().startsWith("put"))
                    .forEach(call -> found.add(user.getSimpleName() + "." + call.getName()));
        }
        assertEquals(named(), found);
    }

    private static List<URL> users(File file) throws IOException {
        try (JarFile jar = new JarFile(file);
                Stream<JarEntry> entries = jar.stream()) {
            return entries.filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> names(jar, entry))
                    .map(entry -> url(file, entry))
                    .toList();
        }
    }

    private static boolean names(JarFile jar, JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(PROVIDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(File jar, JarEntry entry) {
        try {
            return URI.create("jar:" + jar.toURI() + "!/" + entry.getName()).toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TreeSet<String> named() throws IOException {
        try (InputStream in = SingleUseTest.class.getResourceAsStream("uses.tsv")) {
            TreeSet<String> named = new TreeSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> named.add(line.split("\t")[0]));
            return named;
        }
    }
}
