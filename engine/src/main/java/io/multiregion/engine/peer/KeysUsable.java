package io.multiregion.engine.peer;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.TrustedRegions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether this region can seal and open with its own key, and seal for a peer: the rule {@code keys-usable}. It really does so, with
 * a message that goes nowhere, so that a key that does not fit its certificate, or a module that is locked, is found now.
 */
public final class KeysUsable {

    /** An operator should hear of the end of a certificate this long before. */
    public static final Duration NOTICE = Duration.ofDays(30);

    /**
     * What was found.
     *
     * @param usable whether everything works at this moment
     * @param problems what to do about what does not work, or is about to expire
     * @param ownCertificateExpires the end of this region's own certificates in use, the first one
     */
    public record Report(boolean usable, List<String> problems, Instant ownCertificateExpires) {}

    private final String region;
    private final RegionKeys keys;
    private final TrustedRegions trusted;
    private final Clock clock;

    public KeysUsable(String region, RegionKeys keys, TrustedRegions trusted, Clock clock) {
        this.region = region;
        this.keys = keys;
        this.trusted = trusted;
        this.clock = clock;
    }

    /** The reports for all regions that are trusted here, by name. */
    public Map<String, Report> withAll() {
        Map<String, Report> reports = new TreeMap<>();
        trusted.names().forEach(peer -> reports.put(peer, with(peer)));
        return reports;
    }

    /** This region's own key alone: what it needs to be a primary, whoever may follow it. */
    public Report own() {
        List<String> problems = new ArrayList<>();
        toSelf().ifPresent(problems::add);
        boolean usable = problems.isEmpty();
        Instant expires = ownEnd();
        soonToExpire("the certificate of " + region, expires).ifPresent(problems::add);
        return new Report(usable, List.copyOf(problems), expires);
    }

    /** @param peer the region that this one is to exchange messages with */
    public Report with(String peer) {
        Report own = own();
        List<String> problems = new ArrayList<>(own.problems());
        Optional<String> sealing = toPeer(peer);
        sealing.ifPresent(problems::add);
        trusted.certificate(peer)
                .flatMap(certificate -> soonToExpire(
                        "the certificate of " + peer, certificate.getNotAfter().toInstant()))
                .ifPresent(problems::add);
        return new Report(own.usable() && sealing.isEmpty(), List.copyOf(problems), own.ownCertificateExpires());
    }

    /** Seals for each own certificate that others may seal for, and opens it: no key of the region is left out. */
    private Optional<String> toSelf() {
        for (IdentityKey opening : keys.opening()) {
            Optional<String> problem = throughTo(opening);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> throughTo(IdentityKey opening) {
        byte[] payload = new byte[64];
        new SecureRandom().nextBytes(payload);
        List<X509Certificate> own =
                List.of(opening.certificate(), keys.signing().certificate());
        Envelope envelope = new Envelope(region, keys, new OnlySelf(region, own));
        try {
            byte[] opened = envelope.open(envelope.seal(probe(region), payload)).payload();
            return Arrays.equals(opened, payload)
                    ? Optional.empty()
                    : Optional.of("what region " + region + " seals for itself opens to something else");
        } catch (NotAcceptedException e) {
            return Optional.of("region " + region + " can't open what it sealed for itself: " + e.reason());
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Of the keys in use: the one that signs, and the one that others should seal for. */
    private Instant ownEnd() {
        Instant signing = keys.signing().certificate().getNotAfter().toInstant();
        Instant opening = keys.opening().get(0).certificate().getNotAfter().toInstant();
        return signing.isBefore(opening) ? signing : opening;
    }

    private Optional<String> toPeer(String peer) {
        try {
            new Envelope(region, keys, trusted).seal(probe(peer), new byte[1]);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Header probe(String to) {
        return new Header(
                MessageType.HEARTBEAT,
                "keys-usable",
                region,
                to,
                0,
                Position.START,
                Position.START,
                MessageId.next(),
                null,
                1,
                1,
                "",
                "");
    }

    private Optional<String> soonToExpire(String what, Instant end) {
        Instant now = clock.instant();
        return end.isAfter(now) && end.isBefore(now.plus(NOTICE))
                ? Optional.of(what + " expires at " + end + ": make a new one and give it to the other regions")
                : Optional.empty();
    }

    /** Trusts this region alone. */
    private record OnlySelf(String region, List<X509Certificate> own) implements TrustedRegions {

        @Override
        public List<X509Certificate> certificates(String name) {
            return name.equals(region) ? own : List.of();
        }

        @Override
        public Set<String> names() {
            return Set.of(region);
        }
    }
}
