package io.multiregion.engine.catalogue;

import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.schema.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What two regions must have in common for rows to travel between them: the replicated tables, their columns, types and keys, and who owns
 * their rows. Sizes do not matter, nor what the database calls a type; nor does Keycloak's version, which is rolled out region by region.
 */
public final class Shape {

    private static final int FINGERPRINT_BYTES = 16;
    private static final int MOST_NAMED = 5;

    private final SortedSet<String> elements;
    private final SchemaMark mark;

    /** @param elements the name of a table or column each and, after a blank, what else of it matters */
    Shape(Collection<String> elements, String version) {
        this.elements = new TreeSet<>(elements);
        this.mark = new SchemaMark(fingerprint(this.elements), version);
    }

    static Shape of(Ownership ownership, Map<String, Table> tables, String version) {
        SortedSet<String> elements = new TreeSet<>();
        for (OwnedTable owned : ownership.tables()) {
            elements.add(owned.key() + " " + owned.owner() + " " + owned.realm() + " " + new TreeSet<>(owned.regional())
                    + " " + owned.latest() + " " + owned.returns());
        }
        for (Table table : tables.values()) {
            for (Column column : table.columns().values()) {
                elements.add(table.name() + "." + column.name() + " "
                        + column.type().label() + (table.key().contains(column) ? " key" : ""));
            }
        }
        return new Shape(elements, version);
    }

    private static String fingerprint(SortedSet<String> elements) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            elements.forEach(element -> digest.update((element + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public SchemaMark mark() {
        return mark;
    }

    /** All of it, for a region that wants to know what differs. */
    public List<String> elements() {
        return List.copyOf(elements);
    }

    /**
     * Says that the tables of two regions differ, how, and which side is to be upgraded.
     *
     * @param here the name of this region
     * @param there the name of the other one
     * @param theirs what that one has, or null if it did not say
     */
    public String difference(String here, String there, SchemaMark marked, Collection<String> theirs) {
        StringBuilder text = new StringBuilder("the replicated tables of regions " + here + " (Keycloak "
                + mark.version() + ") and " + there + " (Keycloak " + marked.version() + ") differ");
        if (theirs != null) {
            SortedSet<String> other = new TreeSet<>(theirs);
            text.append(named("; only " + here + " has ", only(elements, other)))
                    .append(named("; only " + there + " has ", only(other, elements)))
                    .append(named("; of another type or key is ", changed(elements, other)));
        }
        int order = mark.compareVersion(marked);
        String todo = order == 0
                ? "both should have the same ones: look for what another extension or somebody by hand has changed"
                : "upgrade region " + (order < 0 ? here : there);
        return text.append(": ").append(todo).append("; rows wait until then").toString();
    }

    private static String named(String what, SortedSet<String> names) {
        return names.isEmpty()
                ? ""
                : what
                        + names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }

    private static SortedSet<String> only(SortedSet<String> ones, SortedSet<String> others) {
        SortedSet<String> names = names(ones);
        names.removeAll(names(others));
        return names;
    }

    private static SortedSet<String> changed(SortedSet<String> ones, SortedSet<String> others) {
        SortedSet<String> different = new TreeSet<>(ones);
        different.removeAll(others);
        SortedSet<String> names = names(different);
        names.retainAll(names(others));
        return names;
    }

    private static SortedSet<String> names(SortedSet<String> elements) {
        return elements.stream()
                .map(element -> element.split(" ", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
