package io.multiregion.engine.seal.pass;

import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.KeyCache;
import io.multiregion.engine.seal.PeerCertificates;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.seal.header.Opened;
import io.multiregion.key.KeyUnavailableException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The passes that other regions have shown here. Each is opened once, since that may cost a call of this region's key service; nothing of
 * it is asked of the key before the signature of a trusted region is found on it.
 */
final class ShownPasses {

    /** @param certificates those that its sender was trusted by when it was opened */
    private record Known(Pass pass, String from, List<X509Certificate> certificates) {}

    /** So far may the regions' clocks be apart, and so old may a pass be. */
    static final Duration BELIEVED = Duration.ofHours(1);

    /** One for each node of each region, and those before them. */
    private static final int KEPT = 256;

    private final Envelope envelope;
    private final PeerCertificates peers;
    private final Clock clock;
    private final KeyCache<ByteBuffer, Known> passes;

    ShownPasses(Envelope envelope, PeerCertificates peers, Clock clock, LongSupplier nanos) {
        this.envelope = envelope;
        this.peers = peers;
        this.clock = clock;
        // one that goes may be in use just now: it is left as it is
        this.passes = new KeyCache<>(KEPT, BELIEVED, nanos, opened -> {});
    }

    /**
     * The pass that a region shows.
     *
     * @throws NotAcceptedException if the region is not trusted, or did not make it, or not for this region, or too long ago
     * @throws KeyUnavailableException if it may be good, but the key that opens it cannot be reached
     */
    Pass of(String from, byte[] sealed) throws NotAcceptedException {
        List<X509Certificate> trusted = peers.senders(from);
        ByteBuffer name = ByteBuffer.wrap(sealed);
        Optional<Known> known = passes.get(name)
                .filter(opened -> opened.from().equals(from))
                .filter(opened -> opened.certificates().equals(trusted));
        Known opened = known.isPresent() ? known.get() : open(from, sealed, trusted);
        checkAge(opened);
        if (known.isEmpty()) {
            passes.put(name, opened);
        }
        return opened.pass();
    }

    private Known open(String from, byte[] sealed, List<X509Certificate> trusted) throws NotAcceptedException {
        Opened message = envelope.open(sealed);
        if (message.header().type() != MessageType.PASS
                || !message.header().from().equals(from)) {
            throw new NotAcceptedException("what " + from + " shows is no pass of its own");
        }
        return new Known(Pass.decode(message.payload()), from, trusted);
    }

    private void checkAge(Known opened) throws NotAcceptedException {
        Instant now = clock.instant();
        if (opened.pass().madeAt().isBefore(now.minus(BELIEVED))
                || opened.pass().madeAt().isAfter(now.plus(BELIEVED))) {
            throw new NotAcceptedException("the pass of " + opened.from() + " was made at "
                    + opened.pass().madeAt() + ", and it is " + now
                    + " here: keep the regions' clocks in step. An old one may be a repetition by somebody on the way");
        }
    }
}
