package io.multiregion.engine.peer.pairing;

import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.peer.KnownRegion;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.settings.BaseUrl;
import io.multiregion.key.trust.Certificates;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;

/** Whether a region may be known by what was given: a key that is strong enough, valid now, and nobody else's. */
final class Acceptance {

    private final OwnIdentity own;
    private final KnownRegions known;
    private final boolean allowHttp;
    private final Clock clock;

    /** @param allowHttp whether the region may be reached over http: */
    Acceptance(OwnIdentity own, KnownRegions known, boolean allowHttp, Clock clock) {
        this.own = own;
        this.known = known;
        this.allowHttp = allowHttp;
        this.clock = clock;
    }

    /** @throws RefusedException if not */
    void check(String name, PairingRequest request) {
        if (own.url().equals(request.url())) {
            throw new RefusedException(
                    400, "same_region", "that is this region's own url: give the one of the other region");
        }
        if (!allowHttp && request.url() != null && BaseUrl.isPlain(request.url())) {
            throw new RefusedException(400, "invalid_url", "'" + request.url() + "': " + BaseUrl.WHY_HTTPS);
        }
        for (X509Certificate certificate : request.certificates()) {
            checkUsable(certificate);
            checkNobodyElses(name, certificate);
        }
    }

    private void checkUsable(X509Certificate certificate) {
        Certificates.refusal(certificate, clock.instant()).ifPresent(reason -> {
            throw new RefusedException(
                    400,
                    "certificate_unusable",
                    "the certificate " + Certificates.fingerprint(certificate) + " can't be used, " + reason);
        });
    }

    /** Who has the key of two names could speak for both; and a revoked region must not come back under another name. */
    private void checkNobodyElses(String name, X509Certificate certificate) {
        if (hasKeyOf(own.certificates(), certificate)) {
            throw taken("this region's own key");
        }
        for (KnownRegion other : known.all()) {
            if (!other.name().equals(name) && hasKeyOf(other.certificates(), certificate)) {
                throw taken("the key of region " + other.name() + (other.isRevoked() ? ", which was revoked" : ""));
            }
        }
    }

    private static RefusedException taken(String whose) {
        return new RefusedException(
                409, "certificate_known", "that is " + whose + ": each region has to have a key of its own");
    }

    private static boolean hasKeyOf(Collection<X509Certificate> certificates, X509Certificate certificate) {
        return certificates.stream().anyMatch(one -> one.getPublicKey().equals(certificate.getPublicKey()));
    }
}
