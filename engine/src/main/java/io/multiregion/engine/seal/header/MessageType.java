package io.multiregion.engine.seal.header;

/** What a sealed message is about. The wire has the code, so that a constant may be renamed. */
public enum MessageType {
    /** One of a later version, which this one does not know. Never sent. */
    UNKNOWN(0),
    /** Primary to secondary: hold a copy of this realm from now on. */
    CREATE(1),
    /** Primary to secondary: a part of a cut. */
    BATCH(2),
    /** Primary to secondary: where the stream stands, with nothing to apply. */
    HEARTBEAT(3),
    /** Primary to secondary: the status of the replica is now another one. */
    STATUS(4),
    /** Primary to secondary: digests of the rows at a position, please. */
    DIGEST(5),
    /** Primary to secondary: drop the copy. */
    DELETE(6),
    /** The answer to one message. */
    REPLY(7),
    /** Primary to secondary: how the realm is held now. */
    TERMS(8),
    /** A new primary to all others that hold the realm: follow me, from this position on. */
    FOLLOW(9),
    /** To any region that holds the realm: whom do you know as its primary? */
    CLAIM(10),
    /** The old primary to the new one: take over, all is at this position. */
    PROMOTE(11),
    /** The old primary to the one that was to take over: don't. */
    CANCEL(12),
    /** Primary to secondary: hand over what you had and I never got. */
    DIVERGENCES(13),
    /** Primary to secondary: could you take over, or follow another one that does? */
    READINESS(14),
    /** Primary to secondary: mint a token, or validate mine. */
    PROBE(15),
    /** Primary to secondary: where the streams of several realms stand, with nothing to apply. */
    HEARTBEATS(16),
    /** To any region, ahead of messages: the key that this sender's announcements are proven with. */
    PASS(17),
    /** Secondary to primary: what sign-ins have written here, please make it your own. */
    RETURN(18),
    /** Secondary to primary: what has happened here, for one log. */
    EVENTS(19),
    /** To a region that is to hold a copy of a realm: could it? */
    PREFLIGHT(20),
    /** To any region, announced and never sealed: the messages that wait there for this one, please, or the answer to one of them. */
    FETCH(24);

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** {@link #UNKNOWN} for a code that this version does not know. */
    public static MessageType ofCode(int code) {
        for (MessageType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
