package io.multiregion.engine.peer.mailbox;

import io.multiregion.engine.seal.header.MessageId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an object is called, so that a listing says all that is needed.
 *
 * <pre>
 * (recipient)/messages/(milliseconds)-(id)-(node)-(sender)     messages of one node for a region
 * (recipient)/answers/(node)/(milliseconds)-(id)               answers to messages of that node
 * </pre>
 *
 * @param text all of it
 * @param millis when it was put, by the clock of whoever has put it
 * @param node the sender's node, 32 hexadecimal digits; where answers go
 * @param sender the region that it is from
 */
record Name(String text, long millis, String node, String sender) {

    private static final String ID = "[0-9a-f]{32}";
    private static final Pattern LAST =
            Pattern.compile("([0-9]{15})-" + ID + "-(" + ID + ")-([a-z0-9][a-z0-9-]{0,62})");

    /** Where the messages for a region lie. */
    static String messages(String region) {
        return region + "/messages/";
    }

    /** Where the answers for one node of a region lie. */
    static String answers(String region, String node) {
        return region + "/answers/" + node + "/";
    }

    static Name message(String to, String from, String node, long now) {
        return new Name(messages(to) + first(now) + "-" + node + "-" + from, now, node, from);
    }

    static String answer(String to, String node, long now) {
        return answers(to, node) + first(now);
    }

    private static String first(long now) {
        return String.format("%015d-%s", now, MessageId.next());
    }

    /** Reads the name of messages that somebody has put there; empty if it is none. */
    static Optional<Name> of(String text) {
        Matcher matcher = LAST.matcher(text.substring(text.lastIndexOf('/') + 1));
        return matcher.matches()
                ? Optional.of(new Name(text, Long.parseLong(matcher.group(1)), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
