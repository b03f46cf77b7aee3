package io.multiregion.replication.door;

import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.keycloak.services.resources.KeycloakApplication;

/** All REST methods of the Keycloak that is built against, as calls. */
final class KeycloakResources {

    private KeycloakResources() {}

    static List<Call> calls() throws IOException, URISyntaxException {
        URI jar = KeycloakApplication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        List<Call> calls = new ArrayList<>();
        try (JarFile services = new JarFile(Path.of(jar).toFile())) {
            services.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("org/keycloak/") && name.endsWith(".class"))
                    .forEach(name -> addCalls(name, calls));
        }
        return calls;
    }

    private static void addCalls(String file, List<Call> calls) {
        try {
            Class<?> type = Class.forName(
                    file.replace('/', '.').replaceAll("\\.class$", ""),
                    false,
                    KeycloakResources.class.getClassLoader());
            for (Method method : type.getDeclaredMethods()) {
                Arrays.stream(method.getAnnotations())
                        .map(Annotation::annotationType)
                        .map(annotation -> annotation.getAnnotation(HttpMethod.class))
                        .filter(verb -> verb != null)
                        .forEach(verb -> calls.add(
                                new Call(type, method.getName(), verb.value(), "/admin/realms/acme/x", name -> null)));
            }
        } catch (ClassNotFoundException | LinkageError optional) {
            // a class for a library that is not there has no resources either
        }
    }
}
