package io.multiregion.engine.peer.pairing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.engine.peer.KnownRegion;
import io.multiregion.engine.peer.PairedRegion;
import io.multiregion.key.trust.Certificates;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Another region, as this one knows it.
 *
 * @param region its name
 * @param source directory, paired or both: where its certificates are from
 * @param status TRUSTED, EXPIRED (it has no certificate that may be used now) or REVOKED
 * @param url the base URL of its Keycloak; absent if nobody said it
 * @param fingerprints SHA-256 of each of its certificates, to be compared with what it says itself
 * @param expiresAt when its certificates end, as an ISO-8601 instant; absent for a revoked one
 * @param realms the names of the realms that it may create copies of here; {@code *} for all
 * @param mayBecomePrimary whether it may take the primary role of realms that are here
 * @param direction who calls whom: both, out (this region calls that one), in (that one calls this one), mailbox
 * @param changedAt when it was last paired with or revoked; absent if it is from the directory only
 * @param changedBy by whom; absent if it is from the directory only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegionRepresentation(
        String region,
        String source,
        String status,
        String url,
        List<String> fingerprints,
        String expiresAt,
        List<String> realms,
        boolean mayBecomePrimary,
        String direction,
        String changedAt,
        String changedBy) {

    static RegionRepresentation of(KnownRegion known, boolean usable) {
        Optional<PairedRegion> paired = Optional.ofNullable(known.paired());
        return new RegionRepresentation(
                known.name(),
                source(known),
                known.isRevoked() ? "REVOKED" : usable ? "TRUSTED" : "EXPIRED",
                known.url().map(URI::toString).orElse(null),
                known.certificates().stream().map(Certificates::fingerprint).toList(),
                known.end().map(Instant::toString).orElse(null),
                known.consent().names(),
                known.consent().mayBecomePrimary(),
                known.consent().direction().word(),
                paired.map(row -> row.changedAt().toString()).orElse(null),
                paired.map(PairedRegion::changedBy).orElse(null));
    }

    private static String source(KnownRegion known) {
        if (!known.isPaired()) {
            return "directory";
        }
        return known.filed().isEmpty() ? "paired" : "both";
    }
}
