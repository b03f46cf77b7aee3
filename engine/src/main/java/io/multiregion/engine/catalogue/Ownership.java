package io.multiregion.engine.catalogue;

import io.multiregion.engine.resource.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The declared owners of all of Keycloak's tables, read from {@code tables.tsv}. */
public final class Ownership {

    private static final Set<String> SETTINGS = Set.of("regional", "latest", "back", "passing");

    private final List<OwnedTable> tables = new ArrayList<>();
    private final Map<String, List<OwnedTable>> byName = new LinkedHashMap<>();
    private final Map<Kind, List<OwnedTable>> byKind = new LinkedHashMap<>();
    private final Set<String> regional = new HashSet<>();
    private final Set<Kind> lasting = EnumSet.noneOf(Kind.class);

    /** Reads the list that comes with this version of the extension. */
    public static Ownership load() {
        try (InputStream in = Ownership.class.getResourceAsStream("tables.tsv")) {
            Ownership ownership = new Ownership();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(ownership::add);
            return ownership;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        String[] fields = line.split("\t", -1);
        if (fields[1].equals("regional")) {
            regional.add(fields[0]);
            return;
        }
        Map<String, List<String>> settings = settings(line, fields);
        OwnedTable table = new OwnedTable(
                fields[0],
                Kind.valueOf(fields[1]),
                Path.parse(fields[2]),
                Path.parse(fields[3]),
                Set.copyOf(settings.getOrDefault("regional", List.of())),
                settings.getOrDefault("latest", List.of()),
                settings.getOrDefault("back", List.of()));
        if (!table.backWhole() && !settings.containsKey("passing")) {
            lasting.add(table.kind());
        }
        tables.add(table);
        byName.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(table);
        byKind.computeIfAbsent(table.kind(), kind -> new ArrayList<>()).add(table);
    }

    private static Map<String, List<String>> settings(String line, String[] fields) {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        if (fields.length > 4) {
            for (String text : fields[4].split(" ")) {
                String[] setting = text.split("=");
                if (!SETTINGS.contains(setting[0])) {
                    throw new IllegalArgumentException("unknown column setting in: " + line);
                }
                settings.put(setting[0], setting.length > 1 ? List.of(setting[1].split(",")) : OwnedTable.ALL);
            }
        }
        return settings;
    }

    /** All owned tables, in the order of the list. */
    public List<OwnedTable> tables() {
        return List.copyOf(tables);
    }

    /** The possible owners of a table's rows; empty for a table that is not replicated. The name is in upper case. */
    public List<OwnedTable> named(String table) {
        return byName.getOrDefault(table, List.of());
    }

    public List<OwnedTable> of(Kind kind) {
        return byKind.get(kind);
    }

    /** Whether a secondary may write whole rows of a table: what it writes travels back. The name is in upper case. */
    public boolean isBack(String table) {
        return named(table).stream().anyMatch(OwnedTable::backWhole);
    }

    /** Whether resources of a kind are more than what a sign-in leaves. */
    public boolean isLasting(Kind kind) {
        return lasting.contains(kind);
    }

    /** The table that holds a resource's root row. */
    public OwnedTable root(Kind kind) {
        return byKind.get(kind).get(0);
    }

    /**
     * The tables whose rows tell which resources of a kind there are: the root, and others where rows may be there without one. Keycloak
     * has no foreign keys between these.
     */
    public List<OwnedTable> witnesses(Kind kind) {
        return kind == Kind.FEDERATED_USER || kind == Kind.SESSION ? List.copyOf(of(kind)) : List.of(root(kind));
    }

    /** Whether the table is known at all, replicated or not. */
    boolean knows(String table) {
        return regional.contains(table) || byName.containsKey(table);
    }
}
