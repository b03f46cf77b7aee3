package io.multiregion.key.pkcs12;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.WrappingKey;

/** {@code bcfks:/path/file.bcfks}, as {@link Pkcs12Source}, in Bouncy Castle's own format: the one that FIPS approves of. */
public final class BcfksSource implements KeySource {

    private final FileKeys keys = new FileKeys("bcfks", StoreFormat.BCFKS);

    @Override
    public String scheme() {
        return "bcfks";
    }

    @Override
    public IdentityKey identity(String uri, char[] secret) {
        return keys.identity(uri, secret);
    }

    @Override
    public WrappingKey wrapping(String uri, char[] secret) {
        return keys.wrapping(uri, secret);
    }
}
