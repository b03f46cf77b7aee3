package io.multiregion.stories.props;

import io.multiregion.lab.compare.Rows;
import io.multiregion.lab.region.Region;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everything that a region's database holds, table by table: all rows of all tables, whoever made them. */
public final class Dump {

    private final Map<String, String> tables = new LinkedHashMap<>();

    public static Dump of(Region region) throws SQLException {
        var dump = new Dump();
        try (var connection = region.database().connect()) {
            var names = new ArrayList<String>();
            try (var found = connection
                    .getMetaData()
                    .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"
                    })) {
                while (found.next()) {
                    names.add(found.getString("TABLE_NAME"));
                }
            }
            for (var name : names) {
                dump.tables.put(name.toUpperCase(Locale.ROOT), all(connection, name));
            }
        }
        return dump;
    }

    private static String all(Connection connection, String table) throws SQLException {
        var text = new StringBuilder();
        var quote = connection.getMetaData().getIdentifierQuoteString();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from " + quote + table + quote)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.append(Rows.text(rows.getObject(i))).append('\t');
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    public int size() {
        return tables.size();
    }

    /** The tables in which a text occurs, as it is or as the hexadecimal digits of its bytes. */
    public List<String> tablesWith(String text) {
        var hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return tables.entrySet().stream()
                .filter(table ->
                        table.getValue().contains(text) || table.getValue().contains(hex))
                .map(Map.Entry::getKey)
                .toList();
    }
}
