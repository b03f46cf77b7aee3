package io.multiregion.engine.seal;

import io.multiregion.engine.seal.cms.SignedPart;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyException;
import io.multiregion.key.RegionKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * A report that a region has signed with its key, for whoever is to believe it later: CMS SignedData around it, which
 * {@code openssl cms -verify} checks. It says in its signed attributes that it is one, so that it is never taken for a message: where that
 * has its header, this has a text that is none.
 */
public final class SignedReport {

    private static final byte[] WHAT =
            "Keycloak Multi-Region: a report, no message".getBytes(StandardCharsets.US_ASCII);

    private SignedReport() {}

    /** @throws KeyException if the key can't sign now */
    public static byte[] of(byte[] report, RegionKeys keys) {
        IdentityKey key = keys.signing();
        try {
            return SignedPart.sign(WHAT, report, key).encode(key.certificate().getPublicKey());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a report can't be signed", e);
        }
    }
}
