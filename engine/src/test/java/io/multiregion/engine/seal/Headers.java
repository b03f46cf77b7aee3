package io.multiregion.engine.seal;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageType;

/** Headers to seal with. */
public final class Headers {

    static final String STREAM = "fedcba9876543210fedcba9876543210";
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private Headers() {}

    public static Header batch(String from, String to) {
        return batch(from, to, "acme");
    }

    public static Header batch(String from, String to, String realmId) {
        return header(MessageType.BATCH, from, to, realmId);
    }

    static Header of(MessageType type, String from, String to) {
        return header(type, from, to, "acme");
    }

    private static Header header(MessageType type, String from, String to, String realmId) {
        return new Header(
                type,
                realmId,
                from,
                to,
                1,
                new Position(1, 41),
                new Position(1, 42),
                ID,
                null,
                1,
                1,
                "schema-1",
                STREAM);
    }

    static Header reply(String from, String to) {
        return new Header(
                MessageType.REPLY, "acme", from, to, 1, Position.START, new Position(1, 42), ID, ID, 1, 0, "", "");
    }
}
