package io.multiregion.replication.fit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.common.Version;

/**
 * Compares what the compiled classes of this extension use with what a server has: a version of Keycloak that lacks some of it is
 * told at the start, by name, and not by an error in the middle of a failover.
 *
 * <p>Told are classes, methods and fields that are gone or changed, methods that must be implemented and are not, and overrides of none.
 */
public final class Fit {

    private static final Logger LOG = Logger.getLogger(Fit.class);
    /** The minor version of Keycloak that it is compiled against. */
    static final String MADE_FOR = "26.7";

    private static final List<String> SERVERS = List.of(
            "org.keycloak.",
            "org.hibernate.",
            "org.infinispan.",
            "io.quarkus.",
            "jakarta.",
            "com.fasterxml.jackson.",
            "org.bouncycastle.");

    private final Server server;
    private final Collection<byte[]> classFiles;
    private final Map<String, String> copied;

    private Fit(ClassLoader classes, Collection<byte[]> classFiles, Map<String, String> copied) {
        this.server = new Server(classes);
        this.classFiles = classFiles;
        this.copied = copied;
    }

    /** @param classes the server's classes, and those of the class files themselves */
    static Fit of(ClassLoader classes, Collection<byte[]> classFiles) {
        return new Fit(classes, classFiles, Map.of());
    }

    /**
     * @param classes the server's classes, and those in the JAR
     * @param jar of this extension
     */
    public static Fit of(ClassLoader classes, Path jar) throws IOException {
        List<byte[]> classFiles = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(any -> any.getName().endsWith(".class"))
                    .toList()) {
                classFiles.add(file.getInputStream(entry).readAllBytes());
            }
        }
        return new Fit(classes, classFiles, EventNames.COPIED);
    }

    /**
     * Compares this extension with the server in which it runs, or into which it is built.
     *
     * @throws IllegalStateException that names all that is missing, and says what to do
     */
    public static void require() {
        try {
            CodeSource source = Fit.class.getProtectionDomain().getCodeSource();
            Path jar = source == null ? null : Path.of(source.getLocation().toURI());
            if (jar == null || !Files.isRegularFile(jar)) {
                return;
            }
            long started = System.nanoTime();
            Set<String> missing = of(Fit.class.getClassLoader(), jar).missing();
            LOG.debugf(
                    "compared with Keycloak %s in %d ms", Version.VERSION, (System.nanoTime() - started) / 1_000_000);
            if (!missing.isEmpty()) {
                throw new IllegalStateException(sentence(Version.VERSION, jar, missing));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the JAR of Keycloak Multi-Region can't be read: copy it again", e);
        }
    }

    static String sentence(String version, Path jar, Set<String> missing) {
        return "Keycloak " + version + " does not fit " + jar.getFileName() + ", which is made for Keycloak " + MADE_FOR
                + ": run a Keycloak " + MADE_FOR
                + " that docs/versions.md names, or take the JAR of a release of Keycloak"
                + " Multi-Region that is made for Keycloak " + version.replaceFirst("^([0-9]+[.][0-9]+).*", "$1")
                + ". What does not fit: " + String.join("; ", missing);
    }

    /** What the server lacks, each with the class that needs it; empty if it has all. */
    public Set<String> missing() throws IOException {
        Set<String> missing = new TreeSet<>();
        List<ClassFile> own = new ArrayList<>();
        for (byte[] bytes : classFiles) {
            own.add(ClassFile.read(bytes));
        }
        references(own).forEach((reference, by) -> {
            if (!server.has(reference)) {
                missing.add(reference + " is gone, used by " + by);
            }
        });
        Set<String> called = own.stream()
                .flatMap(file -> file.references().stream())
                .filter(reference -> reference.isOurs() && reference.isMethod())
                .map(reference -> reference.name() + reference.descriptor())
                .collect(Collectors.toSet());
        own.forEach(file -> methods(file.name(), called, missing));
        copied.forEach((field, value) -> {
            if (!value.equals(value(field))) {
                missing.add(field + " is no longer " + value);
            }
        });
        return missing;
    }

    /** The references to the server, inherited ones included, each with the first class that has it. */
    private static Map<ClassReference, String> references(List<ClassFile> own) {
        Map<ClassReference, String> found = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (ClassFile file : own) {
            for (ClassReference reference : file.references()) {
                if (reference.isOurs() || SERVERS.stream().anyMatch(reference.owner()::startsWith)) {
                    found.putIfAbsent(reference, file.name());
                }
            }
        }
        return found;
    }

    private void methods(String name, Set<String> called, Set<String> missing) {
        Class<?> type;
        try {
            type = server.type(name);
        } catch (ClassNotFoundException | LinkageError e) {
            missing.add(name + " can't be loaded: " + e);
            return;
        }
        try {
            unimplemented(type, missing);
            if (ofServer(type)) {
                pointless(type, called, missing);
            }
        } catch (NoClassDefFoundError e) {
            if (!isOptional(e)) {
                missing.add(name + " can't be loaded: " + e);
            }
        }
    }

    /** The library for DNS updates, say, which need not be there. */
    private static boolean isOptional(NoClassDefFoundError missing) {
        String type = String.valueOf(missing.getMessage()).replace('/', '.');
        return SERVERS.stream().noneMatch(type::startsWith) && !ClassReference.isOurs(type);
    }

    private static void unimplemented(Class<?> type, Set<String> missing) {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return;
        }
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                missing.add(method.getDeclaringClass().getName() + "#" + method.getName() + Server.descriptor(method)
                        + " is new, and missing in " + type.getName());
            }
        }
    }

    private static boolean ofServer(Class<?> type) {
        return Server.family(type).stream().anyMatch(above -> SERVERS.stream().anyMatch(above.getName()::startsWith));
    }

    /** A method that neither our own classes call nor a class of the server. */
    private static void pointless(Class<?> type, Set<String> called, Set<String> missing) {
        for (Method method : type.getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if ((Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))
                    && !Modifier.isStatic(modifiers)
                    && !method.isSynthetic()
                    && method.getAnnotations().length == 0
                    && !called.contains(method.getName() + Server.descriptor(method))
                    && !overrides(type, method)) {
                missing.add(type.getName() + "#" + method.getName() + Server.descriptor(method)
                        + " overrides nothing any more");
            }
        }
    }

    /** Where the overridden method has a type variable, the own one has something narrower. */
    private static boolean overrides(Class<?> type, Method method) {
        return Server.family(type).stream()
                .filter(above -> above != type)
                .flatMap(above -> Arrays.stream(above.getDeclaredMethods()))
                .anyMatch(above -> above.getName().equals(method.getName()) && same(above, method));
    }

    private static boolean same(Method above, Method method) {
        Class<?>[] general = above.getParameterTypes();
        Class<?>[] own = method.getParameterTypes();
        if (general.length != own.length) {
            return false;
        }
        for (int i = 0; i < own.length; i++) {
            if (!general[i].isAssignableFrom(own[i])) {
                return false;
            }
        }
        return true;
    }

    private String value(String field) {
        int hash = field.indexOf('#');
        try {
            return String.valueOf(server.type(field.substring(0, hash))
                    .getField(field.substring(hash + 1))
                    .get(null));
        } catch (ReflectiveOperationException | LinkageError e) {
            return "";
        }
    }
}
