package io.multiregion.lab.compare;

import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of one table that belong to a realm, by key, in one region: values written alike for every kind of database. */
public record Rows(Table table, Map<String, Map<String, String>> byKey) {

    public static Rows read(Connection connection, Table table, String realm) throws SQLException {
        var byKey = new TreeMap<String, Map<String, String>>();
        int parameters = table.where().split(":realm", -1).length - 1;
        var where =
                table.where().replace(":realm", "?").replace(":now", Long.toString(System.currentTimeMillis() / 1000));
        var sql = "select * from " + table.name() + " where " + where;
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= parameters; i++) {
                statement.setString(i, realm);
            }
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var row = row(result);
                    byKey.put(key(table, row), row);
                }
            }
        } catch (SQLException e) {
            throw new SQLException("Cannot read " + table.name() + ": " + e.getMessage(), e);
        }
        return new Rows(table, byKey);
    }

    private static String key(Table table, Map<String, String> row) {
        return table.key().stream()
                .map(column -> column + "=" + row.get(column))
                .collect(Collectors.joining(","));
    }

    private static Map<String, String> row(ResultSet result) throws SQLException {
        var row = new LinkedHashMap<String, String>();
        var columns = result.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnName(i).toUpperCase(Locale.ROOT), text(result.getObject(i)));
        }
        return row;
    }

    /** A value as every kind of database would write it. */
    public static String text(Object value) throws SQLException {
        if (value == null) {
            return null;
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof Blob blob) {
            return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        } else if (value instanceof Clob clob) {
            return clob.getSubString(1, (int) clob.length());
        } else if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant().toString();
        } else if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value.toString();
    }
}
