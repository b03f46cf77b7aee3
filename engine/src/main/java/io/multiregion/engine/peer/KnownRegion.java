package io.multiregion.engine.peer;

import io.multiregion.engine.settings.Consent;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known here of another region, whether it is trusted or not.
 *
 * @param name the region's name
 * @param filed the certificates of its file in the trust directory; empty if it has none
 * @param paired what operators said of it; null if nothing
 * @param usual what a region of the trust directory may do here, unless operators said something else
 */
public record KnownRegion(String name, List<X509Certificate> filed, PairedRegion paired, Consent usual) {

    /** What it may do here. */
    public Consent consent() {
        if (isRevoked()) {
            return Consent.NONE;
        }
        if (paired != null && paired.consent() != null) {
            return paired.consent();
        }
        return filed.isEmpty() ? Consent.NONE : usual;
    }

    /** Whether it was given certificates by REST, and not only by its file. */
    public boolean isPaired() {
        return paired != null && (filed.isEmpty() || !paired.certificates().isEmpty());
    }

    public boolean isRevoked() {
        return paired != null && paired.revoked();
    }

    /** The certificates of both sources, expired ones as well; of a revoked region, those by which it is not to come back. */
    public Collection<X509Certificate> certificates() {
        Set<X509Certificate> all = new LinkedHashSet<>();
        if (paired != null) {
            all.addAll(paired.certificates());
        }
        all.addAll(filed);
        return all;
    }

    /** The base URL of its Keycloak, if anybody said it. */
    public Optional<URI> url() {
        return Optional.ofNullable(paired).map(PairedRegion::url);
    }

    /** When its certificates end, or have ended; empty if nothing may be exchanged with it anyway. */
    public Optional<Instant> end() {
        return isRevoked() ? Optional.empty() : Expiry.of(certificates());
    }
}
