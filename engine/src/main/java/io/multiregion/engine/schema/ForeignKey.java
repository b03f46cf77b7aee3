package io.multiregion.engine.schema;

import java.util.List;

/**
 * How rows of one table refer to those of another: a row that is referred to can't go.
 *
 * @param table the table whose rows refer, upper case
 * @param columns its columns
 * @param referred the columns of the other table that they equal, in the same order
 */
public record ForeignKey(String table, List<Column> columns, List<Column> referred) {}
