package io.multiregion.engine.message;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.MessageType;
import java.util.List;

/**
 * HEARTBEATS, from the primary of several realms to a secondary: where the streams stand that have nothing to ship. Answered with
 * {@link Answer.Unconfirmed}, which names those that are to be asked by themselves.
 *
 * @param streams one for each realm
 */
public record Heartbeats(List<Stream> streams) implements Request {

    /** The realm that the header of such a message names: none that can be. */
    public static final String REALM = "*";

    /** More do not go in one message. */
    public static final int MOST = 500;

    public Heartbeats {
        streams = List.copyOf(streams);
    }

    @Override
    public MessageType type() {
        return MessageType.HEARTBEATS;
    }

    /**
     * One realm's stream.
     *
     * @param realmId the realm
     * @param stream the id of the stream
     * @param epoch the epoch in which the sender holds the primary role
     * @param position what the recipient has confirmed
     * @param heartbeat what is said of it
     */
    public record Stream(String realmId, String stream, long epoch, Position position, Heartbeat heartbeat) {}
}
