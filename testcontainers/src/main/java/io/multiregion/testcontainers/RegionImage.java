package io.multiregion.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/**
 * Keycloak with the extension, built once for both regions by the project's own Dockerfile, with the JARs that this JAR carries. The engine
 * keeps it: the next run builds nothing.
 */
final class RegionImage {

    private static final List<String> JARS = List.of(
            "keycloak-multiregion-spi-keyprovider.jar",
            "keycloak-multiregion-spi-replication.jar",
            "keycloak-multiregion-theme.jar");

    private RegionImage() {}

    /**
     * The name of the image.
     *
     * @param keycloak the image to build on, or null for the version that is proven
     */
    static String on(String keycloak) {
        var image = new ImageFromDockerfile("localhost/keycloak-multiregion-testcontainers", false)
                .withFileFromTransferable("Dockerfile", Transferable.of(resource("Dockerfile")))
                .withBuildArg("DB", "dev-file");
        if (keycloak != null) {
            image.withBuildArg("KEYCLOAK_IMAGE", keycloak);
        }
        for (var jar : JARS) {
            image.withFileFromTransferable("target/providers/" + jar, Transferable.of(resource(jar)));
        }
        return image.get();
    }

    private static byte[] resource(String name) {
        try (var in = RegionImage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this JAR: build it with ./mvnw package");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
