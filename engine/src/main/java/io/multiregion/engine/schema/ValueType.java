package io.multiregion.engine.schema;

import java.math.BigDecimal;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** The few types that values have between regions, whatever the column's type is called in the database at hand. */
public enum ValueType implements ColumnType {
    TEXT(Types.VARCHAR),
    INTEGER(Types.BIGINT),
    BOOLEAN(Types.BOOLEAN),
    BYTES(Types.VARBINARY),
    DECIMAL(Types.NUMERIC);

    private final int nullType;

    ValueType(int nullType) {
        this.nullType = nullType;
    }

    static ValueType of(int jdbcType, String column) {
        return switch (jdbcType) {
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGVARCHAR,
                    Types.LONGNVARCHAR,
                    Types.CLOB,
                    Types.NCLOB -> TEXT;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
            case Types.BOOLEAN, Types.BIT -> BOOLEAN;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
            case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
            default ->
                throw new IllegalStateException("column " + column + " has the type " + JDBCType.valueOf(jdbcType)
                        + ", which replication has no rule for");
        };
    }

    @Override
    public String label() {
        return name();
    }

    @Override
    public Object read(ResultSet row, int index) throws SQLException {
        Object value =
                switch (this) {
                    case TEXT -> row.getString(index);
                    case INTEGER -> row.getLong(index);
                    case BOOLEAN -> row.getBoolean(index);
                    case BYTES -> row.getBytes(index);
                    case DECIMAL -> row.getBigDecimal(index);
                };
        return row.wasNull() ? null : value;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, nullType);
            return;
        }
        switch (this) {
            case TEXT -> statement.setString(index, (String) value);
            case INTEGER -> statement.setLong(index, (Long) value);
            case BOOLEAN -> statement.setBoolean(index, (Boolean) value);
            case BYTES -> statement.setBytes(index, (byte[]) value);
            case DECIMAL -> statement.setBigDecimal(index, (BigDecimal) value);
        }
    }
}
