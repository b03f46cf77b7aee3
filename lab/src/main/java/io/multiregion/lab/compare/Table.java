package io.multiregion.lab.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A replicated table, as the comparison knows it.
 *
 * @param key the columns of the primary key
 * @param kind the kind of resource that owns the rows
 * @param where which rows are a realm's, with {@code :realm} for its id, and {@code :now} for the time in seconds
 * @param regional the columns that are not compared
 */
public record Table(String name, List<String> key, String kind, String where, Set<String> regional) {

    /** All of them, from the resource {@code replicated-tables.tsv}. */
    static List<Table> all() {
        var resource = Table.class.getResourceAsStream("replicated-tables.tsv");
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Table::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a secondary may have rows of its own here. */
    boolean session() {
        return kind.equals("SESSION") || kind.equals("REVOKED_TOKEN");
    }

    private static Table parse(String line) {
        var fields = line.split("\t");
        return new Table(fields[0], columns(fields[1]), fields[2], fields[3], Set.copyOf(columns(fields[4])));
    }

    private static List<String> columns(String list) {
        return Arrays.stream(list.split(",")).filter(name -> !name.equals("-")).toList();
    }
}
