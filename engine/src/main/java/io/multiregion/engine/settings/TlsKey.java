package io.multiregion.engine.settings;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key whose certificate this region shows to whatever stands before another region and asks for one. */
public final class TlsKey {

    private final SSLContext context;

    private TlsKey(SSLContext context) {
        this.context = context;
    }

    static Optional<TlsKey> read(OptionReader options) {
        Optional<String> store = options.text(OptionTable.TLS_KEY_STORE).filter(path -> !path.isBlank());
        try {
            return store.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of(
                            new File(store.get()),
                            options.text(OptionTable.TLS_KEY_STORE_PASSWORD)
                                    .orElse("")
                                    .toCharArray()));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            options.wrong(
                    OptionTable.TLS_KEY_STORE,
                    "can't be used: " + e.getMessage()
                            + "; name a PKCS#12 or JKS file with one key, which this server may read, and" + " set "
                            + OptionTable.TLS_KEY_STORE_PASSWORD.fullName());
            return Optional.empty();
        }
    }

    /**
     * Reads a key store. Whom it trusts is left to the JVM, to which Keycloak tells its {@code truststore-paths}.
     *
     * @param store PKCS#12 or JKS
     */
    public static TlsKey of(File store, char[] password) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store, password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new TlsKey(context);
    }

    /** For connections to other regions. */
    public SSLContext context() {
        return context;
    }
}
