package io.multiregion.engine.peer.mailbox;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A place for objects that several regions reach. Need not be trusted: what lies there is sealed. Whoever owns it may withhold objects,
 * bring
 * old ones again and change them, as on any way. Safe for use by several threads; each call is one request.
 */
public interface Box {

    /** The names of the first objects whose names begin so, in order, as many as {@code most} at the most. */
    List<String> list(String prefix, int most) throws IOException;

    /** Puts an object whole, or not at all. @return false if there is one of this name, which stays as it is */
    boolean putIfAbsent(String name, byte[] object) throws IOException;

    /**
     * An object; empty if there is none of this name.
     *
     * @throws IOException if it is longer than {@code most} bytes
     */
    Optional<byte[]> get(String name, int most) throws IOException;

    /** Nothing happens if there is none of this name. */
    void delete(String name) throws IOException;
}
