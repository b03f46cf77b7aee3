package io.multiregion.engine.overview.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.engine.cut.copy.CopyStages;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.failover.Asked;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.json.Json;
import io.multiregion.engine.overview.kinds.KindsRepresentation.KindRepresentation;
import io.multiregion.engine.records.VerificationRows;
import io.multiregion.engine.resource.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts a realm's resources, kind by kind. That reads them all: it is for somebody who looks, and not to be asked again and again. */
public final class Kinds {

    private final Connections connections;
    private final CopyStages stages;

    public Kinds(Connections connections, CopyStages stages) {
        this.connections = connections;
        this.stages = stages;
    }

    /**
     * Works on threads without a transaction.
     *
     * @param region whose last comparison is wanted; null for none
     * @throws RefusedException if the realm is not replicated
     */
    public KindsRepresentation describe(String realmId, String realmName, String region) {
        return connections.transaction(connection -> {
            if (Asked.replicated(connection, realmId).isEmpty()) {
                throw new RefusedException(409, "not_replicated", "the realm is in this region only");
            }
            JsonNode report = report(connection, realmId, region);
            Map<String, JsonNode> found = new HashMap<>();
            report.path("kinds").forEach(kind -> found.put(kind.path("kind").asText(), kind));
            return new KindsRepresentation(
                    realmName,
                    region,
                    report.path("at").asText(null),
                    report.path("position").asText(null),
                    report.hasNonNull("differences") ? report.get("differences").asLong() : null,
                    kinds(connection, realmId, found));
        });
    }

    private List<KindRepresentation> kinds(Connection connection, String realmId, Map<String, JsonNode> found)
            throws SQLException {
        List<KindRepresentation> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            JsonNode compared = found.get(kind.name());
            kinds.add(new KindRepresentation(
                    kind.name(),
                    stages.count(connection, realmId, Set.of(kind)),
                    compared == null ? null : (Long) compared.path("rows").asLong(),
                    compared == null ? null : (Boolean) compared.path("equal").asBoolean()));
        }
        return kinds;
    }

    /** What the last comparison found; on a secondary nothing, as its primary compares. */
    private static JsonNode report(Connection connection, String realmId, String region) throws SQLException {
        Optional<String> report = region == null
                ? Optional.empty()
                : VerificationRows.of(connection, realmId, region).map(VerificationRows.Known::report);
        try {
            return Json.read(report.orElse("{}").getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
