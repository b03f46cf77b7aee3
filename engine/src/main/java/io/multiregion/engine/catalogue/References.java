package io.multiregion.engine.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The declared references of all replicated tables, read from {@code references.tsv}. Immutable. */
public final class References {

    private final Map<String, List<Reference>> byTable = new HashMap<>();

    private References() {}

    /** Reads the list that comes with this version of the extension. */
    static References load() {
        try (InputStream in = References.class.getResourceAsStream("references.tsv")) {
            References references = new References();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t"))
                    .forEach(fields -> references
                            .byTable
                            .computeIfAbsent(fields[0], table -> new ArrayList<>())
                            .add(Reference.parse(fields[1], fields[2])));
            return references;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the rows of a table refer to, beside their owner and realm. */
    public List<Reference> of(String table) {
        return List.copyOf(byTable.getOrDefault(table, List.of()));
    }
}
