package io.multiregion.engine.schema;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;

/** How the values of a column are read to be shipped, and written where they arrive. */
public interface ColumnType {

    /** What it is called when regions compare their tables: the same for all databases. */
    String label();

    /** The value as it travels: String, Long, Boolean, byte[], BigDecimal, or null. */
    Object read(ResultSet row, int index) throws SQLException;

    /**
     * Whether a value that has travelled is its row's own: most say nothing of the row.
     *
     * @param row the values that travelled with it, by column
     */
    default boolean isOf(Function<String, Object> row, Object value) {
        return true;
    }

    /** Binds a value that has travelled. */
    void bind(PreparedStatement statement, int index, Object value) throws SQLException;
}
