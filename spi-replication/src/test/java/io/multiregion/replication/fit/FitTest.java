package io.multiregion.replication.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.Version;

/** An extension is compiled against one server and compared with another one, which differs in one thing. */
class FitTest {

    private static final String SERVER = """
            package org.keycloak;
            public class Store {
                public static String NAME = new String("x");
                protected Store(int size) {}
                public void save(String what) {}
                public String find(String what, long when) { return what; }
                protected void opened() {}
                public interface Listener { void heard(String what); }
                public abstract static class Job<T> { public abstract void run(T with); }
                public static class Gone {}
            }
            """;

    private static final String EXTENSION = """
            package io.multiregion;
            import org.keycloak.Store;
            public class OurStore extends Store implements Store.Listener {
                public OurStore() { super(1); }
                @Override public void heard(String what) { save(what + NAME + find(what, 1L)); new Helper().help(null); }
                @Override protected void opened() {}
                public static class OurJob extends Store.Job<String> { @Override public void run(String with) {} }
                public static class Helper { public void help(Store.Gone with) { String.valueOf(with == null ? new Store.Gone() : with); } }
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public static class Gone {} | /**/ | org.keycloak.Store$Gone is gone, used by io.multiregion.OurStore",
                "public void save(String what) {} | /**/ | io.multiregion.OurStore#save(Ljava/lang/String;)V is gone, used by",
                "public void save(String what) {} | private void save(String what) {}"
                        + " | io.multiregion.OurStore#save(Ljava/lang/String;)V is gone, used by",
                "find(String what, long when) | find(String what, int when)"
                        + " | io.multiregion.OurStore#find(Ljava/lang/String;J)Ljava/lang/String; is gone, used by",
                "static String NAME = new String(\"x\") | static Object NAME = null | io.multiregion.OurStore#NAME is gone, used by",
                "protected Store(int size) {} | protected Store() {} | org.keycloak.Store#<init>(I)V is gone, used by io.multiregion",
                "protected void opened() {} | /**/ | io.multiregion.OurStore#opened()V overrides nothing any more",
                "void heard(String what); | void heard(String what, int more);"
                        + " | io.multiregion.OurStore#heard(Ljava/lang/String;)V overrides nothing any more",
                "void heard(String what); | void heard(String what); void ended();"
                        + " | org.keycloak.Store$Listener#ended()V is new, and missing in io.multiregion.OurStore",
                "public interface Listener { void heard(String what); } | public static class Listener { public void heard(String w) {} }"
                        + " | io.multiregion.OurStore can't be loaded: java.lang.IncompatibleClassChangeError"
            })
    void whatTheServerLacksIsNamed(String before, String after, String expected) throws IOException {
        assertTrue(SERVER.contains(before), before);
        Set<String> missing = missing(SERVER.replace(before, after.replace("/**/", "")));
        assertTrue(
                missing.stream().anyMatch(line -> line.startsWith(expected)),
                () -> "expected: " + expected + ", was: " + missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public void save | public void save",
                "public class Store { | public class Store extends Base {",
                "void heard(String what); | void heard(String what); default void ended() {}",
                "static String NAME | static final String NAME"
            })
    void whatDoesNotMatterIsNot(String before, String after) throws IOException {
        Set<String> missing = missing(SERVER.replace(before, after) + "class Base { public void older() {} }");
        assertEquals(Set.of(), missing);
    }

    @Test
    void theSentenceSaysWhatToDo() {
        String sentence = Fit.sentence(
                "26.9.9",
                Path.of("/opt/keycloak/providers/our-1.2.3.jar"),
                new TreeSet<>(List.of("a is gone, used by b", "c is gone, used by d")));
        assertTrue(sentence.startsWith("Keycloak 26.9.9 does not fit our-1.2.3.jar, which is made for"), sentence);
        assertTrue(sentence.contains("run a Keycloak " + Fit.MADE_FOR + " that docs/versions.md names"), sentence);
        assertTrue(sentence.contains("made for Keycloak 26.9. What"), sentence);
        assertTrue(sentence.endsWith("a is gone, used by b; c is gone, used by d"), sentence);
    }

    private Set<String> missing(String otherServer) throws IOException {
        Path compiled = compile("compiled", SERVER, directory);
        Path extension = compile("extension", EXTENSION, compiled);
        Path other = compile("other", otherServer, directory);
        try (URLClassLoader classes = new URLClassLoader(new URL[] {url(other), url(extension)}, null);
                Stream<Path> files = Files.walk(extension)) {
            List<byte[]> own = files.filter(file -> file.toString().endsWith(".class"))
                    .map(FitTest::bytes)
                    .toList();
            return Fit.of(classes, own).missing();
        }
    }

    private Path compile(String name, String source, Path classPath) throws IOException {
        Path to = Files.createDirectories(directory.resolve(name));
        Path file = Files.writeString(
                to.resolve(source.contains("class OurStore") ? "OurStore.java" : "Store.java"), source);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", to.toString(), "-cp", classPath.toString(), file.toString());
        assertEquals(0, failed, source);
        return to;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path directory) throws MalformedURLException {
        return directory.toUri().toURL();
    }

    @Test
    void itSaysWhatItIsCompiledAgainst() {
        assertTrue(Version.VERSION.startsWith(Fit.MADE_FOR + "."), Version.VERSION);
    }
}
