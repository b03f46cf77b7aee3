package io.multiregion.engine.peer.pairing;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.peer.KnownRegion;
import io.multiregion.engine.peer.KnownRegions;
import io.multiregion.engine.peer.PairedRegion;
import io.multiregion.engine.peer.RegionRows;
import io.multiregion.engine.settings.Consent;
import io.multiregion.key.trust.Certificates;
import io.multiregion.key.trust.RegionName;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs this region with others, and revokes them. Works on threads without a transaction; every refusal is a
 * {@link RefusedException}. What is done holds on this node on return, on the others a second or two later.
 */
public final class PairingDesk {

    /** The longest body that may be right, in bytes; of a longer one, one byte more is enough to refuse it. */
    public static final int LONGEST_BODY = PairingRequest.LONGEST;

    private final OwnIdentity own;
    private final KnownRegions known;
    private final Connections connections;
    private final TrustChanged changed;
    private final Clock clock;
    private final Acceptance acceptance;

    /**
     * @param allowHttp whether regions may be reached over http:
     * @param changed called with a region's name after each change: all nodes should look again
     */
    public PairingDesk(
            OwnIdentity own,
            KnownRegions known,
            boolean allowHttp,
            Connections connections,
            TrustChanged changed,
            Clock clock) {
        this.own = own;
        this.known = known;
        this.connections = connections;
        this.changed = changed;
        this.clock = clock;
        this.acceptance = new Acceptance(own, known, allowHttp, clock);
    }

    /** What other regions need to know of this one. */
    public IdentityRepresentation identity() {
        return IdentityRepresentation.of(own);
    }

    /** All other regions that are known here, trusted or not. */
    public List<RegionRepresentation> list() {
        return known.all().stream()
                .filter(region -> !region.name().equals(own.region()))
                .map(this::represent)
                .toList();
    }

    public RegionRepresentation region(String name) {
        return represent(require(name));
    }

    /**
     * Trusts a region, new or known or revoked, by what its identity says.
     *
     * @param asked what it may do here; what is not said of a region that is known stays, and of a new one is no
     */
    public RegionRepresentation pair(byte[] body, ConsentRequest asked, String who) {
        asked.applied(Consent.NONE);
        PairingRequest request = PairingRequest.read(body);
        String name = request.region();
        if (name == null || !RegionName.isValid(name)) {
            throw new RefusedException(
                    400, "invalid_region", "name the region: lower-case letters, digits and hyphens, 63 at most");
        }
        if (name.equals(own.region())) {
            throw new RefusedException(
                    409, "same_region", "this is region " + name + " itself: give the identity of another region");
        }
        if (request.url() == null) {
            throw new RefusedException(
                    400, "invalid_url", "give the url of the region's Keycloak, like https://us.example.com");
        }
        known.refresh();
        acceptance.check(name, request);
        Optional<KnownRegion> before = known.of(name);
        before.ifPresent(region -> checkKnown(region, request));
        return write(new PairedRegion(
                name, request.url(), request.certificates(), false, consent(before, asked), clock.instant(), who));
    }

    /** Null as long as nothing was ever said: then the setting holds for a region that has a file. */
    private static Consent consent(Optional<KnownRegion> before, ConsentRequest asked) {
        if (!asked.isSaid()) {
            return before.map(KnownRegion::paired).map(PairedRegion::consent).orElse(null);
        }
        return asked.applied(before.map(KnownRegion::consent).orElse(Consent.NONE));
    }

    /** Says what a region may do here from now on. What it holds or leads already, it holds or leads on. */
    public RegionRepresentation allow(String name, byte[] body, String who) {
        ConsentRequest asked = ConsentRequest.read(body);
        known.refresh();
        KnownRegion before = require(name);
        if (before.isRevoked()) {
            throw new RefusedException(409, "region_revoked", known.refusal(name) + " (POST)");
        }
        Consent consent = asked.applied(before.consent());
        if (consent.direction() == Consent.Direction.OUT && before.url().isEmpty()) {
            throw new RefusedException(
                    409,
                    "no_url",
                    "this region is to call region " + name
                            + ", and nobody said at which url: give its identity (POST)");
        }
        PairedRegion row = before.paired() == null
                ? new PairedRegion(name, null, List.of(), false, null, clock.instant(), who)
                : before.paired();
        return write(row.consenting(consent, clock.instant(), who));
    }

    private static void checkKnown(KnownRegion before, PairingRequest request) {
        if (!request.replace() && !isKnownBy(before, request.certificates())) {
            throw new RefusedException(
                    409,
                    "region_known",
                    "region " + before.name() + " is known by other certificates, "
                            + fingerprints(before.certificates())
                            + ": if it has changed its key, compare the fingerprints with it and give"
                            + " \"replace\":true");
        }
        // what was revoked for a stolen key must not be trusted again because the key's certificate was left in a file
        if (before.isRevoked() && !request.certificates().containsAll(before.filed())) {
            throw new RefusedException(
                    409,
                    "region_in_directory",
                    "region " + before.name() + " was revoked, and its file " + before.name()
                            + ".pem in the trust directory has a certificate that is not in this identity and would be"
                            + " trusted again: replace or remove the file first");
        }
    }

    /** Gives a paired region other certificates: the old one and the new one while it changes its key, then the new one. */
    public RegionRepresentation replace(String name, byte[] body, String who) {
        PairingRequest request = PairingRequest.read(body);
        known.refresh();
        KnownRegion before = require(name);
        if (request.region() != null && !request.region().equals(name)) {
            throw new RefusedException(
                    400, "invalid_region", "this is the identity of region " + request.region() + ", not of " + name);
        }
        if (before.isRevoked()) {
            throw new RefusedException(409, "region_revoked", known.refusal(name) + " (POST)");
        }
        if (!before.isPaired()) {
            throw new RefusedException(
                    409,
                    "region_in_directory",
                    "region " + name + " is known by its file " + name
                            + ".pem in the trust directory only: change that, or pair with it (POST)");
        }
        acceptance.check(name, request);
        URI url = request.url() == null ? before.paired().url() : request.url();
        return write(new PairedRegion(
                name, url, request.certificates(), false, before.paired().consent(), clock.instant(), who));
    }

    /**
     * Nothing more is shipped to the region, and nothing more is taken from it, until somebody pairs with it again; it may do nothing then.
     */
    public RegionRepresentation revoke(String name, String who) {
        known.refresh();
        KnownRegion before = require(name);
        if (before.isRevoked()) {
            return represent(before);
        }
        return write(new PairedRegion(
                name, before.url().orElse(null), notToComeBack(before), true, Consent.NONE, clock.instant(), who));
    }

    private static List<X509Certificate> notToComeBack(KnownRegion region) {
        return region.certificates().stream().limit(Certificates.MOST).toList();
    }

    /** By what operators said last; by its file only if they said nothing. */
    private static boolean isKnownBy(KnownRegion before, List<X509Certificate> certificates) {
        List<X509Certificate> last = before.isPaired() ? before.paired().certificates() : before.filed();
        return Set.copyOf(last).equals(Set.copyOf(certificates));
    }

    private static List<String> fingerprints(Collection<X509Certificate> certificates) {
        return certificates.stream().map(Certificates::fingerprint).toList();
    }

    private KnownRegion require(String name) {
        return known.of(name)
                .filter(region -> !name.equals(own.region()))
                .orElseThrow(() -> new RefusedException(
                        404, "no_region", "no region of this name is known here: pair with it first (POST)"));
    }

    private RegionRepresentation write(PairedRegion region) {
        connections.run(connection -> {
            RegionRows.put(connection, region);
        });
        changed.changed(region.name());
        return represent(require(region.name()));
    }

    private RegionRepresentation represent(KnownRegion region) {
        return RegionRepresentation.of(
                region, !known.certificates(region.name()).isEmpty());
    }
}
