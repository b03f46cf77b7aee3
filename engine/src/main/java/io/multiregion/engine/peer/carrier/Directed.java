package io.multiregion.engine.peer.carrier;

import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.settings.Consent.Direction;
import java.time.Duration;
import java.util.function.Function;

/** Takes the way to each region that operators said, as of each message. */
public final class Directed implements Transport {

    private final Function<String, Direction> directions;
    private final Transport pushing;
    private final Transport waiting;
    private final Transport mailbox;

    /**
     * @param directions by a region's name
     * @param pushing calls the region
     * @param waiting has messages wait until the region calls
     * @param mailbox puts messages where the region looks for them
     */
    public Directed(Function<String, Direction> directions, Transport pushing, Transport waiting, Transport mailbox) {
        this.directions = directions;
        this.pushing = pushing;
        this.waiting = waiting;
        this.mailbox = mailbox;
    }

    @Override
    public byte[] exchange(Recipient to, String announcement, byte[] message, Duration patience) {
        Transport way =
                switch (directions.apply(to.region())) {
                    case BOTH, OUT -> pushing;
                    case IN -> waiting;
                    case MAILBOX -> mailbox;
                };
        return way.exchange(to, announcement, message, patience);
    }
}
