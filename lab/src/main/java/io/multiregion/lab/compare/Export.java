package io.multiregion.lab.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.server.KeycloakCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keycloak's own export of a realm with its users, taken while the region runs, in a form that can be compared: the members of objects and
 * the elements of arrays sorted. Nothing is left out.
 */
public final class Export {

    private final Region region;
    private final String realm;

    public Export(Region region, String realm) {
        this.region = region;
        this.realm = realm;
    }

    public String canonical() {
        return sorted(read()).toPrettyString();
    }

    private JsonNode read() {
        try {
            var file = Files.createTempFile("export-" + region.name(), ".json");
            run(file);
            var json = Json.read(Files.readString(file));
            Files.delete(file);
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Path file) {
        var arguments = new ArrayList<>(List.of(
                "--realm=" + realm, "--users=same_file", "--file=" + file, "--http-management-port=" + Ports.free()));
        arguments.addAll(region.database().options());
        arguments.addAll(region.settings());
        Shell.in(region.home()).run(new KeycloakCommand(region.home()).export(arguments));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var result = JsonNodeFactory.instance.objectNode();
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            names.sort(Comparator.naturalOrder());
            names.forEach(name -> result.set(name, sorted(object.get(name))));
            return result;
        } else if (node instanceof ArrayNode array) {
            var elements = new ArrayList<JsonNode>();
            array.forEach(element -> elements.add(sorted(element)));
            elements.sort(Comparator.comparing(JsonNode::toString));
            return JsonNodeFactory.instance.arrayNode().addAll(elements);
        }
        return node;
    }
}
