package io.multiregion.replication.seal;

import io.multiregion.replication.resource.Position;

/** Headers to seal with. */
final class Headers {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    private Headers() {}

    static Header batch(String from, String to) {
        return batch(from, to, "acme");
    }

    static Header batch(String from, String to, String realmId) {
        return new Header(
                MessageType.BATCH,
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
                "schema-1");
    }

    static Header reply(String from, String to) {
        return new Header(
                MessageType.REPLY, "acme", from, to, 1, Position.START, new Position(1, 42), ID, ID, 1, 0, "");
    }
}
