package io.multiregion.engine.apply;

import java.time.Instant;
import java.util.Map;

/** The rows of revoked tokens are read at start only: a revocation takes effect through its provider. */
final class Revocations {

    private Revocations() {}

    /** @param revoked tokens and their expiry, in seconds since 1970 */
    static void of(Copies.Transaction transaction, Map<String, Long> revoked, Instant now) {
        revoked.forEach((id, expire) -> {
            if (expire > now.getEpochSecond()) {
                transaction.revoke(id, expire - now.getEpochSecond());
            }
        });
    }
}
