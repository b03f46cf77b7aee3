package io.multiregion.key;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The regions this region exchanges batches with, by name, each with the certificates it is known by: one as a rule, two while it changes its
 * key, or where one key signs and another one opens.
 *
 * <p>A look-up may read a file, never the network. It reflects an added, removed or revoked region without a restart.
 * Implementations are safe for use by several threads.
 */
public interface TrustedRegions {

    /** The certificates of a region that are valid now, the preferred one (the newest) first; empty if the region is not trusted. */
    List<X509Certificate> certificates(String region);

    /** The preferred certificate of a region, or empty if the region is not trusted. */
    default Optional<X509Certificate> certificate(String region) {
        return certificates(region).stream().findFirst();
    }

    /** The names of all trusted regions, those without a valid certificate left out. */
    Set<String> names();
}
