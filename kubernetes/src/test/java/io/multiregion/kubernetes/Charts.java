package io.multiregion.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What Helm makes of a chart and its values. */
final class Charts {

    static final Path ROOT = root();
    static final Path OURS = ROOT.resolve("kubernetes/chart");
    static final Path SHAPE = ROOT.resolve("kubernetes/src/test/resources/keycloakx-shape");

    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

    private Charts() {}

    static Path values(String file) {
        return ROOT.resolve("kubernetes").resolve(file);
    }

    static List<JsonNode> ours(String region, Map<String, ?> more) {
        return rendered(OURS, region, values(region + ".yaml"), more);
    }

    /** What {@code helm template <release> <chart> -f <values> --set ...} prints, document by document. */
    static List<JsonNode> rendered(Path chart, String release, Path values, Map<String, ?> more) {
        TemplateCommand command = new Helm(chart).template().withName(release).withValuesFile(values);
        more.forEach(command::set);
        return documents(command.call());
    }

    static List<JsonNode> documents(String yaml) {
        try (var parser = YAML.getFactory().createParser(yaml)) {
            List<JsonNode> documents = new ArrayList<>();
            YAML.readValues(parser, JsonNode.class).forEachRemaining(document -> {
                if (document != null && document.isObject()) {
                    documents.add(document);
                }
            });
            return documents;
        } catch (IOException e) {
            throw new IllegalStateException(yaml, e);
        }
    }

    static JsonNode only(List<JsonNode> documents, String kind) {
        List<JsonNode> found = all(documents, kind);
        if (found.size() != 1) {
            throw new IllegalStateException("there are " + found.size() + " of " + kind);
        }
        return found.get(0);
    }

    static List<JsonNode> all(List<JsonNode> documents, String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    /** The lines of a file that say something. */
    static List<String> lines(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).split("\n"))
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
