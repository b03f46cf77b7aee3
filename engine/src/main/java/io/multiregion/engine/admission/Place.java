package io.multiregion.engine.admission;

import io.multiregion.engine.seal.header.Header;
import java.io.IOException;
import java.io.InputStream;

/** Room for one message, held until it is closed. For one thread. */
public final class Place implements Admission, AutoCloseable {

    private final Door door;
    private final Header header;
    private final int length;
    private boolean answered;

    Place(Door door, Header header, int length) {
        this.door = door;
        this.header = header;
        this.length = length;
    }

    /** The header that the message must have. */
    public Header header() {
        return header;
    }

    /**
     * Reads the message; blocks.
     *
     * @throws TooSlowException if it is not there in time
     * @throws IOException if it ends early
     */
    public byte[] read(InputStream body) throws IOException, TooSlowException {
        return door.read(body, length);
    }

    /** Remembers the answer, for when the message comes again. */
    public void answered(byte[] answer) {
        door.answered(header, answer);
        answered = true;
    }

    /** Makes room for others. A message without an answer is forgotten: it may come again. */
    @Override
    public void close() {
        door.leave(header, length, answered);
    }
}
