package io.multiregion.key.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The regions this region exchanges batches with, by name, each with the certificates it is known by: one as a rule, two while it changes
 * its key, or where one key signs and another one opens.
 *
 * <p>A look-up may read a file, never the network or a database. It reflects an added, removed or revoked region without a restart.
 * Implementations are safe for use by several threads.
 */
public interface TrustedRegions {

    /** The certificates of a region that are valid now, the preferred one (the newest) first; empty if the region is not trusted. */
    List<X509Certificate> certificates(String region);

    /** The preferred certificate of a region, or empty if the region is not trusted. */
    default Optional<X509Certificate> certificate(String region) {
        return certificates(region).stream().findFirst();
    }

    /** Why a region is not trusted and what to do about it, for people here and never for the other side. */
    default String refusal(String region) {
        return "region " + region + " is not trusted: pair with it, or put its valid certificate as " + region
                + ".pem into the trust directory";
    }

    /** The names of all trusted regions, those without a valid certificate left out. */
    Set<String> names();
}
