package io.multiregion.engine.seal.pass;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.PeerCertificates;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The passes of this node, one for each region that it writes to: made anew after some minutes, and when the region is known by another
 * certificate. A new one costs a signature of this region's key.
 */
final class OwnPasses {

    /** A pass as it is held and as it is shown. */
    record Held(Pass pass, byte[] sealed, X509Certificate recipient, long since) {}

    static final Duration TIME = Duration.ofMinutes(10);

    private final String region;
    private final Envelope envelope;
    private final PeerCertificates peers;
    private final Clock clock;
    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Held> held = new HashMap<>();

    OwnPasses(String region, Envelope envelope, PeerCertificates peers, Clock clock, LongSupplier nanos) {
        this.region = region;
        this.envelope = envelope;
        this.peers = peers;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Throws what {@link Envelope#seal} throws. One at a time: all others would make their own. */
    synchronized Held to(String recipient) {
        X509Certificate certificate = peers.recipient(recipient);
        Held known = held.get(recipient);
        if (known != null
                && known.recipient().equals(certificate)
                && nanos.getAsLong() - known.since() < TIME.toNanos()) {
            return known;
        }
        Pass pass = Pass.fresh(clock.instant(), random);
        Held fresh = new Held(pass, envelope.seal(header(recipient), pass.encode()), certificate, nanos.getAsLong());
        held.put(recipient, fresh);
        return fresh;
    }

    private Header header(String recipient) {
        return new Header(
                MessageType.PASS,
                Pass.REALM,
                region,
                recipient,
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
}
