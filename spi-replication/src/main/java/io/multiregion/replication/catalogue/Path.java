package io.multiregion.replication.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * How a row leads to an id: by a column of its own, or through rows of other tables.
 *
 * @param column the column of the row itself
 * @param hops the tables passed through, in order; empty when {@code column} holds the id
 */
public record Path(String column, List<Hop> hops) {

    /**
     * A row of another table on the way.
     *
     * @param table the table
     * @param key its column that equals the column we come from
     * @param column its column that leads on
     */
    public record Hop(String table, String key, String column) {}

    /** Reads {@code COLUMN} or {@code COLUMN>TABLE.KEY>COLUMN>TABLE.KEY>COLUMN}. */
    static Path parse(String text) {
        String[] parts = text.split(">");
        if (parts.length % 2 == 0) {
            throw new IllegalArgumentException("a path ends with a column: " + text);
        }
        List<Hop> hops = new ArrayList<>();
        for (int i = 1; i < parts.length; i += 2) {
            String[] target = parts[i].split("\\.");
            if (target.length != 2) {
                throw new IllegalArgumentException("a hop is TABLE.COLUMN: " + parts[i] + " in " + text);
            }
            hops.add(new Hop(target[0], target[1], parts[i + 1]));
        }
        return new Path(parts[0], List.copyOf(hops));
    }

    public boolean isDirect() {
        return hops.isEmpty();
    }
}
