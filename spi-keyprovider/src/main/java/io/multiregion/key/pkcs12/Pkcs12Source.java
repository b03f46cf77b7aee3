package io.multiregion.key.pkcs12;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.WrappingKey;

/** {@code pkcs12:/path/file.p12}, or {@code pkcs12:/path/file.p12?alias=eu} when the file has more than one entry of the kind. */
public final class Pkcs12Source implements KeySource {

    private final FileKeys keys = new FileKeys("pkcs12", StoreFormat.PKCS12);

    @Override
    public String scheme() {
        return "pkcs12";
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
