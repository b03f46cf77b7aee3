package io.multiregion.key;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.function.UnaryOperator;

/** A PKCS#12 file that this Java writes itself, since {@link KeyTool} starts another Java for every key. */
public final class KeyFile {

    public static final String PASSWORD = "s3cret-enough";

    private final Path file;
    private final KeyStore store;

    public KeyFile(Path file) throws GeneralSecurityException, IOException {
        this.file = file;
        this.store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
    }

    public KeyFile key(String alias, KeyPair pair) throws GeneralSecurityException, IOException {
        return key(alias, pair, UnaryOperator.identity());
    }

    /** A pair with a certificate on these terms. */
    public KeyFile key(String alias, KeyPair pair, UnaryOperator<Draft> terms)
            throws GeneralSecurityException, IOException {
        Certificate[] chain = {Draft.selfSigned(alias, pair, terms)};
        store.setKeyEntry(alias, pair.getPrivate(), PASSWORD.toCharArray(), chain);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return this;
    }
}
