package io.multiregion.key;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * The regions this region exchanges batches with, by name, each with the one certificate it is known by.
 *
 * <p>A look-up may read a file, never the network. It reflects an added or removed region without a restart. Implementations
 * are safe for use by several threads.
 */
public interface TrustedRegions {

    /** The certificate of a region, or empty if the region is not trusted. An expired certificate is not trusted. */
    Optional<X509Certificate> certificate(String region);

    /** The names of all trusted regions, expired ones left out. */
    Set<String> names();
}
