package io.multiregion.engine.message.batch;

import java.util.List;

/**
 * All rows that some resources own in one table: a row that is there but not in the section is to go.
 *
 * @param table the table and its owner's kind, as {@code TABLE/KIND}
 * @param columns the names of the values of a row
 * @param owners the ids of the resources the section speaks for
 * @param rows their rows; values are String, Long, Boolean, byte[], BigDecimal or null
 */
public record Section(String table, List<String> columns, List<String> owners, List<Object[]> rows) {}
