package io.multiregion.engine.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A replicated table as this region's database has it.
 *
 * @param name upper case, the same in every region
 * @param quoted as this region's database writes it, quoted, with its schema
 * @param actual as this region's database writes it
 * @param columns its columns, sorted by name, by name
 * @param key the columns of its primary key
 * @param unique the columns that are part of a unique constraint other than the primary key, and refer to no other row
 * @param uniqueKeys the columns of each unique constraint, of the primary key too: no two rows have the same values in all of them
 * @param referring how rows of replicated tables refer to rows of this one
 * @param order its place in an order in which no row is written before what it refers to
 */
public record Table(
        String name,
        String quoted,
        String actual,
        Map<String, Column> columns,
        List<Column> key,
        Set<String> unique,
        List<List<Column>> uniqueKeys,
        List<ForeignKey> referring,
        int order) {

    /** @throws IllegalStateException if the table has no such column */
    public Column column(String column) {
        Column found = columns.get(column);
        if (found == null) {
            throw new IllegalStateException("the table " + name + " has no column " + column);
        }
        return found;
    }
}
