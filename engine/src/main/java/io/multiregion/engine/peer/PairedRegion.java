package io.multiregion.engine.peer;

import io.multiregion.engine.settings.Consent;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What operators of this region have said of another one.
 *
 * @param name the region's name
 * @param url the base URL of its Keycloak; null if it was never said
 * @param certificates what it is known by, in the order given; those at the time of the revocation for a revoked one; empty if it is
 *     known by its file only
 * @param revoked whether nothing may be exchanged with it, whatever the trust directory has
 * @param consent what it may do here; null if that was never said
 * @param changedAt when that was said
 * @param changedBy who said so
 */
public record PairedRegion(
        String name,
        URI url,
        List<X509Certificate> certificates,
        boolean revoked,
        Consent consent,
        Instant changedAt,
        String changedBy) {

    public PairedRegion {
        certificates = List.copyOf(certificates);
    }

    /** The same, as of now. */
    public PairedRegion consenting(Consent now, Instant at, String who) {
        return new PairedRegion(name, url, certificates, revoked, now, at, who);
    }
}
