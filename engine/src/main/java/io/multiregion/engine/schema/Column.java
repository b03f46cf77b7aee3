package io.multiregion.engine.schema;

/**
 * A column of a replicated table.
 *
 * @param name upper case, the same in every region
 * @param quoted as this region's database writes it, quoted
 * @param type how its values travel between regions
 * @param size the greatest length of a text
 */
public record Column(String name, String quoted, ColumnType type, int size) {}
