package io.multiregion.key;

import java.util.Map;

/**
 * The customer-managed key of this region that wraps the data keys of what lies at rest here. It never leaves where it is kept; only
 * wrapped data keys (32 bytes each) pass through.
 *
 * <p>Cost and blocking are those of {@link IdentityKey}. Safe for use by several threads.
 */
public interface WrappingKey {

    /** Where the key is, for people and in the database: the URI without any secret. Equal for equal keys. */
    String uri();

    /**
     * Wraps with authenticated encryption.
     *
     * @param dataKey 16 to 64 bytes; neither kept nor changed
     * @param context what the data key is for, bound to the result as authenticated data (AWS: encryption context). It is not secret and
     *     may be logged by the service. At most 8 entries of at most 255 letters each
     * @return at most 2 KiB, which say which version of the key wrapped them
     * @throws KeyUnavailableException if the key cannot be reached now; the same call may succeed later
     * @throws KeyDeniedException if the key was reached and refused: an operator must act
     */
    byte[] wrap(byte[] dataKey, Map<String, String> context);

    /**
     * @param wrapped what {@link #wrap} returned, under this version of the key or a former one
     * @param context the same as then
     * @throws KeyUnavailableException if the key cannot be reached now; the same call may succeed later
     * @throws KeyDeniedException if the key refused, is disabled or destroyed, or what was wrapped or the context is another one
     */
    byte[] unwrap(byte[] wrapped, Map<String, String> context);
}
