package io.multiregion.engine.secret;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is known to be no secret, by {@code harmless.tsv}. */
final class Harmless {

    private static final Set<String> NAMED_VALUES = Set.of("VALUE", "LONG_VALUE");

    /** An address with a user's name and password in it, whatever it is the address of. */
    private static final Pattern WITH_PASSWORD = Pattern.compile("(?s).*://[^/?#\\s]*@.*");

    private final Map<String, Set<String>> lists =
            Map.of("column", new HashSet<>(), "value", new HashSet<>(), "setting", new HashSet<>());

    private Harmless() {}

    static Harmless load() {
        try (InputStream in = Harmless.class.getResourceAsStream("harmless.tsv")) {
            Harmless harmless = new Harmless();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t"))
                    .forEach(line -> harmless.lists.get(line[0]).addAll(List.of(line[1].split(" "))));
            return harmless;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has a value of a row. Numbers and flags are no secrets. */
    boolean contains(String table, String column, Map<String, Object> row) {
        Object value = row.get(column);
        if (value instanceof Number || value instanceof Boolean) {
            return true;
        }
        return value instanceof String text
                && !WITH_PASSWORD.matcher(text).matches()
                && !SealedText.keyOf(text).isPresent()
                && (has("column", column)
                        || has("value", table + "." + column)
                        || NAMED_VALUES.contains(column)
                                && row.get("NAME") instanceof String name
                                && has("setting", name));
    }

    private boolean has(String list, String name) {
        return lists.get(list).contains(name);
    }
}
