package io.multiregion.engine.peer.pairing;

import io.multiregion.key.trust.Certificates;
import java.util.List;

/**
 * What is given to another region so that it knows this one; nothing in it is secret.
 *
 * @param region this region's name
 * @param url the base URL of its Keycloak as others reach it
 * @param certificates in PEM, one in each
 * @param fingerprints SHA-256 of each certificate, in the same order
 * @param expiresAt when the certificates in use end, as an ISO-8601 instant
 * @param keys where the keys are, without any secret
 */
public record IdentityRepresentation(
        String region,
        String url,
        List<String> certificates,
        List<String> fingerprints,
        String expiresAt,
        List<String> keys) {

    static IdentityRepresentation of(OwnIdentity own) {
        return new IdentityRepresentation(
                own.region(),
                own.url().toString(),
                own.certificates().stream()
                        .map(certificate -> Certificates.pem(List.of(certificate)))
                        .toList(),
                own.certificates().stream().map(Certificates::fingerprint).toList(),
                own.end().toString(),
                own.places());
    }
}
