package io.multiregion.engine.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * How a row leads to an id: by a column of its own, or through rows of other tables.
 *
 * @param column the column of the row itself
 * @param hops the tables passed through, in order; empty when {@code column} holds the id
 * @param prefix what stands before the id in the last column, and a colon after it; any other text leads nowhere. Empty where the column
 *     holds the id itself
 */
public record Path(String column, List<Hop> hops, String prefix) {

    private static final String COLON = ":";

    /**
     * A row of another table on the way.
     *
     * @param table the table
     * @param key its column that equals the column we come from
     * @param column its column that leads on
     */
    public record Hop(String table, String key, String column) {}

    /** Reads {@code COLUMN} or {@code COLUMN>TABLE.KEY>COLUMN>TABLE.KEY>COLUMN}, and the same after a prefix that ends with a colon. */
    static Path parse(String notation) {
        int path = notation.lastIndexOf(COLON) + 1;
        String text = notation.substring(path);
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
        return new Path(parts[0], List.copyOf(hops), notation.substring(0, path));
    }

    /** The id that a value of the last column leads to, or null. */
    public String id(String value) {
        if (value == null || prefix.isEmpty()) {
            return value;
        }
        int end = value.indexOf(COLON, prefix.length());
        return value.startsWith(prefix) && end > 0 ? value.substring(prefix.length(), end) : null;
    }

    /** As {@link #id}, in SQL. */
    String idSql(String column) {
        if (prefix.isEmpty()) {
            return column;
        }
        String rest = "substring(" + column + " from " + (prefix.length() + 1) + ")";
        return "case when " + column + " like '" + prefix + "%" + COLON + "%' then substring(" + rest
                + " from 1 for position('" + COLON + "' in " + rest + ") - 1) end";
    }

    public boolean isDirect() {
        return hops.isEmpty();
    }
}
