package io.multiregion.engine.message;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.MessageType;
import java.util.List;
import java.util.Optional;

/**
 * HEARTBEATS, from the primary of several realms to a secondary: where the streams stand that have nothing to ship. Answered with
 * {@link Answer.Unconfirmed}, which names those that are to be asked by themselves.
 *
 * @param streams one for each realm; without any it only says how the regions do
 * @param vitals what the sender says of itself: now and then
 * @param others along with vitals: how other regions' copies of these realms do, and of no more than {@link #MOST_OTHERS}
 */
public record Heartbeats(List<Stream> streams, Optional<Vitals> vitals, List<Other> others) implements Request {

    /** The realm that the header of such a message names: none that can be. */
    public static final String REALM = "*";

    /** More do not go in one message. */
    public static final int MOST = 500;

    /** More copies are not told of in one message. */
    public static final int MOST_OTHERS = 1000;

    public Heartbeats {
        streams = List.copyOf(streams);
        others = others == null
                ? List.of()
                : List.copyOf(others.size() > MOST_OTHERS ? others.subList(0, MOST_OTHERS) : others);
    }

    public Heartbeats(List<Stream> streams) {
        this(streams, Optional.empty(), List.of());
    }

    @Override
    public MessageType type() {
        return MessageType.HEARTBEATS;
    }

    /**
     * How another region's copy of a realm does, as its primary knows it. Any text and number: who keeps it looks.
     *
     * @param realmId the realm
     * @param region the region that has the copy
     * @param state the one word for it
     * @param lagMillis the age of the oldest change that it has not confirmed
     * @param behindResources how many changed resources it has not confirmed
     * @param position what it has confirmed
     */
    public record Other(
            String realmId, String region, String state, long lagMillis, long behindResources, Position position) {}

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

    /**
     * What a region says of itself, with heartbeats and with answers to them. Whatever another region says is bounded here before anybody
     * keeps it: what is no version, no count, no moment is left out.
     *
     * @param keycloak the version of its Keycloak
     * @param extension the version of this extension there
     * @param nodes how many servers it has; 0 if it does not know
     * @param clock what time it was there when it said so, in milliseconds since 1970
     * @param ahead by how much it found the clock of the region that it tells ahead of its own, in milliseconds; empty if it has not
     * @param certificateEnd when the first of its certificates in use ends, in milliseconds since 1970
     * @param keysUsable whether it could seal and open with its own keys
     * @param publicUrl where end users reach it and no other one; any text
     */
    public record Vitals(
            String keycloak,
            String extension,
            int nodes,
            long clock,
            Optional<Long> ahead,
            long certificateEnd,
            boolean keysUsable,
            Optional<String> publicUrl) {

        /** What stands for a version that is none. */
        public static final String UNKNOWN = "unknown";

        private static final int LONGEST_VERSION = 64;
        private static final int MOST_NODES = 10_000;
        /** The year 9999: what is later can't be written as people read it. */
        private static final long LAST_MOMENT = 253_402_300_799_999L;

        public Vitals {
            keycloak = version(keycloak);
            extension = version(extension);
            nodes = Math.max(0, Math.min(MOST_NODES, nodes));
            clock = moment(clock);
            ahead = ahead.map(millis -> Math.max(-LAST_MOMENT, Math.min(LAST_MOMENT, millis)));
            certificateEnd = moment(certificateEnd);
        }

        private static String version(String text) {
            boolean plain = !text.isEmpty()
                    && text.length() <= LONGEST_VERSION
                    && text.chars()
                            .allMatch(letter -> letter >= '0' && letter <= '9'
                                    || letter >= 'A' && letter <= 'Z'
                                    || letter >= 'a' && letter <= 'z'
                                    || ".-_+".indexOf(letter) >= 0);
            return plain ? text : UNKNOWN;
        }

        private static long moment(long millis) {
            return Math.max(0, Math.min(LAST_MOMENT, millis));
        }
    }
}
