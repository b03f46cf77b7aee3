package io.multiregion.engine.peer;

import io.multiregion.key.KeyUse;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a region can no longer sign what it ships, or nothing can be sealed for it any more, because its certificates have ended. An old
 * certificate that ends beside a newer one that does the same work is no such end.
 */
final class Expiry {

    private Expiry() {}

    /** Empty if there is no certificate. */
    public static Optional<Instant> of(Collection<X509Certificate> certificates) {
        return Stream.of(KeyUse.values())
                .map(use -> certificates.stream()
                        .filter(use::allowedBy)
                        .map(certificate -> certificate.getNotAfter().toInstant())
                        .max(Comparator.naturalOrder()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }
}
