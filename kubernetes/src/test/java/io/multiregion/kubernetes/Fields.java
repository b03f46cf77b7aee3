package io.multiregion.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of the operator's kind that our chart uses: {@code keycloak-fields.txt}, which was compared with the CRD. */
final class Fields {

    private final Map<String, String> types = new HashMap<>();

    Fields() throws IOException {
        for (String line : Charts.lines(Charts.ROOT.resolve("kubernetes/src/test/resources/keycloak-fields.txt"))) {
            types.put(line.split(" ")[0], line.split(" ")[1]);
        }
    }

    Map<String, String> types() {
        return types;
    }

    /** What is there, and in no line of the file with this type. */
    List<String> strangers(JsonNode spec) {
        List<String> strangers = new ArrayList<>();
        visit("spec", spec, strangers);
        return strangers;
    }

    private void visit(String path, JsonNode node, List<String> strangers) {
        String type = types.get(path);
        if (type != null) {
            String found = node.isInt() ? "integer" : node.getNodeType().name().toLowerCase(Locale.ROOT);
            if (!found.equals(type)) {
                strangers.add(path + " is " + found + ", not " + type);
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> visit(path + "." + field.getKey(), field.getValue(), strangers));
        } else if (node.isArray()) {
            node.forEach(element -> visit(path + "[]", element, strangers));
        } else {
            strangers.add(path);
        }
    }
}
