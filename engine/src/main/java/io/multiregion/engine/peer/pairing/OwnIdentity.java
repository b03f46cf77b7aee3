package io.multiregion.engine.peer.pairing;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.RegionKeys;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Who this region is to others.
 *
 * @param region its name
 * @param url the base URL of its Keycloak as others reach it
 * @param keys what it signs and opens with
 */
public record OwnIdentity(String region, URI url, RegionKeys keys) {

    /** What others should know it by: several while it changes its key. */
    List<X509Certificate> certificates() {
        return keys.certificates();
    }

    /** Where its keys are, without any secret. */
    List<String> places() {
        return keys.all().stream().map(IdentityKey::uri).toList();
    }

    /** When a certificate ends that it signs by, or that others should seal for, whichever is first. */
    Instant end() {
        Instant signing = end(keys.signing());
        Instant opening = end(keys.opening().get(0));
        return signing.isBefore(opening) ? signing : opening;
    }

    private static Instant end(IdentityKey key) {
        return key.certificate().getNotAfter().toInstant();
    }
}
