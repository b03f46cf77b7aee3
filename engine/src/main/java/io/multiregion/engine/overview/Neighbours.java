package io.multiregion.engine.overview;

import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.overview.OverviewRepresentation.Told;
import io.multiregion.engine.vitals.VitalRows;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** What regions have said of themselves, as one page shows it. */
final class Neighbours {

    private final Vitals own;
    private final Map<String, VitalRows.Known> known;
    private final long now;

    private Neighbours(Vitals own, Map<String, VitalRows.Known> known, long now) {
        this.own = own;
        this.known = known;
        this.now = now;
    }

    /** @param own what this region says of itself */
    static Neighbours read(Connection connection, Vitals own, long now) throws SQLException {
        return new Neighbours(own, VitalRows.all(connection), now);
    }

    /** This region itself. */
    Told self() {
        return new Told(
                null,
                null,
                own.keycloak(),
                own.extension(),
                nodes(own.nodes()),
                own.keysUsable(),
                Shown.instant(own.certificateEnd()));
    }

    /** Another region; null if it has said nothing yet. */
    Told of(String region) {
        VitalRows.Known said = known.get(region);
        return said == null
                ? null
                : new Told(
                        Math.max(0, now - said.at()),
                        said.skew().orElse(null),
                        said.keycloak(),
                        said.extension(),
                        nodes(said.nodes()),
                        said.keysUsable(),
                        Shown.instant(said.certificateEnd()));
    }

    private static Integer nodes(int said) {
        return said == 0 ? null : said;
    }

    /** Where end users reach it, or null. */
    String publicUrl(String region) {
        return Optional.ofNullable(known.get(region))
                .flatMap(VitalRows.Known::publicUrl)
                .map(URI::toString)
                .orElse(null);
    }
}
