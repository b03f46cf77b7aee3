package io.multiregion.engine.peer.pairing;

import io.multiregion.engine.metrics.Figure;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.metrics.Reading;
import io.multiregion.engine.peer.KeysUsable;
import io.multiregion.engine.peer.KnownRegion;
import io.multiregion.engine.peer.KnownRegions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When the certificates of this region and of those it knows end, said {@link KeysUsable#NOTICE} ahead. Revoked regions don't count. */
public final class CertificateWatch {

    private final OwnIdentity own;
    private final KnownRegions known;
    private final Observer observer;
    private final Clock clock;

    public CertificateWatch(OwnIdentity own, KnownRegions known, Observer observer, Clock clock) {
        this.own = own;
        this.known = known;
        this.observer = observer;
        this.clock = clock;
    }

    /** Tells the observer how long each has left. Reads no more than the trust directory. */
    public void look() {
        List<Reading> readings = new ArrayList<>();
        ends().forEach((region, end) -> readings.add(Reading.of(left(end).toSeconds(), region)));
        observer.shows(Figure.CERTIFICATE, readings);
    }

    /** What operators should know now, this region's own first; empty if all is well. */
    public List<String> warnings() {
        return ends().entrySet().stream()
                .filter(end -> left(end.getValue()).compareTo(KeysUsable.NOTICE) < 0)
                .sorted((one, other) -> Boolean.compare(
                        other.getKey().equals(own.region()), one.getKey().equals(own.region())))
                .map(end -> said(end.getKey(), end.getValue()))
                .toList();
    }

    private String said(String region, Instant end) {
        return left(end).isNegative()
                ? "the certificate of region " + region + " expired at " + end
                        + ", nothing is exchanged with it: make a new one and pair again"
                : "the certificate of region " + region + " expires at " + end
                        + ": make a new one and give it to the other regions";
    }

    private Duration left(Instant end) {
        return Duration.between(clock.instant(), end);
    }

    private Map<String, Instant> ends() {
        Map<String, Instant> ends = new TreeMap<>();
        for (KnownRegion region : known.all()) {
            region.end().ifPresent(end -> ends.put(region.name(), end));
        }
        ends.put(own.region(), own.end());
        return ends;
    }
}
