package io.multiregion.engine.operate.preflight;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.vitals.Bulletin;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds out whether a trusted region is there and answers: heartbeats of no stream, with how this region does, for how that one does. */
public final class Greeting {

    private static final Logger LOG = Logger.getLogger(Greeting.class);

    /**
     * What a region answered.
     *
     * @param vitals what it says of itself
     * @param ahead by how many milliseconds its clock is ahead of this region's
     * @param schema what its replicated tables are
     */
    record Heard(Vitals vitals, long ahead, SchemaMark schema) {}

    private final Peer peer;
    private final Bulletin bulletin;
    private final Clock clock;

    public Greeting(Peer peer, Bulletin bulletin, Clock clock) {
        this.peer = peer;
        this.bulletin = bulletin;
        this.clock = clock;
    }

    /** Whether a region is reached at an address. Why not is for this region's own operators: it is logged. */
    public boolean reaches(String region, URI url) {
        try {
            exchange(region, url);
            return true;
        } catch (TransportException e) {
            LOG.infof("region %s asked whether it is reached at %s, and is not: %s", region, url, e.getMessage());
            return false;
        }
    }

    /** @throws TransportException if it is not there, or is not believed */
    Heard exchange(String region, URI url) {
        long asked = clock.millis();
        Peer.Reply reply =
                peer.pulse(region, url, new Heartbeats(List.of(), Optional.of(bulletin.answer(region)), List.of()));
        long took = clock.millis() - asked;
        Vitals vitals = reply.expect(Answer.Unconfirmed.class)
                .vitals()
                .orElseThrow(() -> new TransportException("region " + region + " does not say how it does"));
        bulletin.answered(region, vitals, asked);
        return new Heard(vitals, vitals.clock() - (asked + took / 2), reply.schema());
    }
}
