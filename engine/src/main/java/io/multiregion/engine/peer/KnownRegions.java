package io.multiregion.engine.peer;

import io.multiregion.engine.settings.Consent;
import io.multiregion.key.trust.Certificates;
import io.multiregion.key.trust.RegionName;
import io.multiregion.key.trust.TrustDirectory;
import io.multiregion.key.trust.TrustedRegions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The regions trusted here: a region is known by the certificates of its file in the trust directory and by those that it was paired
 * with, together. A revoked one is not trusted, whatever its file has.
 *
 * <p>What the database has is as this node last saw it: a second or two ago, or now on the node that was asked to change it.
 */
public final class KnownRegions implements TrustedRegions {

    private final Optional<TrustDirectory> directory;
    private final Consent usual;
    private final Supplier<List<PairedRegion>> rows;
    private final Clock clock;
    private volatile Map<String, PairedRegion> paired = Map.of();

    /**
     * @param directory empty where regions are trusted by pairing only
     * @param usual what the regions of the directory may do here, unless operators said something else of one
     * @param rows reads what the database has
     */
    public KnownRegions(
            Optional<TrustDirectory> directory, Consent usual, Supplier<List<PairedRegion>> rows, Clock clock) {
        this.directory = directory;
        this.usual = usual;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Reads the rows again. Blocks for one query; called every second, when told, and after each change made on this node. One at a
     * time, so that an older answer never takes the place of a newer one.
     */
    public synchronized void refresh() {
        paired = rows.get().stream().collect(Collectors.toUnmodifiableMap(PairedRegion::name, Function.identity()));
    }

    @Override
    public List<X509Certificate> certificates(String region) {
        return of(region)
                .filter(known -> !known.isRevoked())
                .map(known -> Certificates.usable(known.certificates(), clock.instant()))
                .orElse(List.of());
    }

    @Override
    public Set<String> names() {
        return all().stream()
                .map(KnownRegion::name)
                .filter(name -> !certificates(name).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String refusal(String region) {
        KnownRegion known = of(region).orElse(null);
        if (known == null) {
            return TrustedRegions.super.refusal(region);
        }
        if (known.isRevoked()) {
            return "region " + region + " was revoked here at " + known.paired().changedAt() + " by "
                    + known.paired().changedBy() + ": pair with it again to exchange messages with it";
        }
        if (known.certificates().isEmpty()) {
            return "region " + region + " is not trusted: it has no certificate that can be read, pair with it";
        }
        return "region " + region + " is not trusted: "
                + known.certificates().stream()
                        .map(certificate -> Certificates.refusal(certificate, clock.instant()))
                        .flatMap(Optional::stream)
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    /** What a region may do here; nothing if it is not known. */
    public Consent consent(String region) {
        return of(region).map(KnownRegion::consent).orElse(Consent.NONE);
    }

    /** What is known of a region, trusted or not; empty if nothing is. */
    public Optional<KnownRegion> of(String region) {
        if (!RegionName.isValid(region)) {
            return Optional.empty();
        }
        List<X509Certificate> filed = directory.map(files -> files.held(region)).orElse(List.of());
        PairedRegion row = paired.get(region);
        return filed.isEmpty() && row == null
                ? Optional.empty()
                : Optional.of(new KnownRegion(region, filed, row, usual));
    }

    /** All that are known, by name, revoked and expired ones as well. */
    public Collection<KnownRegion> all() {
        Set<String> names = new TreeSet<>(paired.keySet());
        directory.ifPresent(files -> names.addAll(files.all().keySet()));
        return names.stream().map(this::of).flatMap(Optional::stream).toList();
    }
}
