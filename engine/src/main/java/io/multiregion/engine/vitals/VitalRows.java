package io.multiregion.engine.vitals;

import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.state.part.PublicUrl;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the other regions said of themselves last: one row for each that is trusted, of bounded size, whatever it says. Methods work in the
 * caller's transaction.
 */
public final class VitalRows {

    /**
     * What a region said.
     *
     * @param skew by how many milliseconds its clock was ahead of this region's; empty if that could not be measured
     * @param at when it said so, by this region's clock, in milliseconds since 1970
     */
    public record Known(
            String keycloak,
            String extension,
            int nodes,
            Optional<Long> skew,
            long certificateEnd,
            boolean keysUsable,
            Optional<URI> publicUrl,
            long at) {}

    private VitalRows() {}

    /** By the names of regions. */
    public static Map<String, Known> all(Connection connection) throws SQLException {
        Map<String, Known> all = new HashMap<>();
        Sql.list(
                        connection,
                        "select REGION, KEYCLOAK, EXTENSION, NODES, SKEW_MILLIS, CERTIFICATE_END, KEYS_USABLE, PUBLIC_URL, TOLD_AT"
                                + " from MR_VITALS",
                        row -> Map.entry(row.getString(1), read(row)))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    private static Known read(ResultSet row) throws SQLException {
        long skew = row.getLong(5);
        Optional<Long> measured = row.wasNull() ? Optional.empty() : Optional.of(skew);
        return new Known(
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                measured,
                row.getLong(6),
                row.getInt(7) == 1,
                Optional.ofNullable(row.getString(8)).flatMap(PublicUrl::read),
                row.getLong(9));
    }

    /** A region has said how it does. What the clocks say of each other stays if it was not measured now. */
    static void put(Connection connection, String region, Vitals said, Optional<Long> skew, long now)
            throws SQLException {
        String url =
                said.publicUrl().flatMap(PublicUrl::read).map(URI::toString).orElse(null);
        String number = Dialect.of(connection).number("?");
        boolean known = Sql.holds(connection, "select REGION from MR_VITALS where REGION = ?", region);
        Sql.update(
                connection,
                known
                        ? "update MR_VITALS set KEYCLOAK = ?, EXTENSION = ?, NODES = ?, SKEW_MILLIS = coalesce("
                                + number
                                + ", SKEW_MILLIS), CERTIFICATE_END = ?, KEYS_USABLE = ?, PUBLIC_URL = ?, TOLD_AT = ? where REGION = ?"
                        : "insert into MR_VITALS (KEYCLOAK, EXTENSION, NODES, SKEW_MILLIS, CERTIFICATE_END, KEYS_USABLE,"
                                + " PUBLIC_URL, TOLD_AT, REGION) values (?, ?, ?, " + number + ", ?, ?, ?, ?, ?)",
                said.keycloak(),
                said.extension(),
                said.nodes(),
                skew.orElse(null),
                said.certificateEnd(),
                said.keysUsable() ? 1 : 0,
                url,
                now,
                region);
    }
}
