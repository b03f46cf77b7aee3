package io.multiregion.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;

/**
 * Where the key pair of this region is kept: {@code pkcs12:/path/file.p12}, or {@code pkcs12:/path/file.p12?alias=eu} when the
 * file has more than one private key. The path is taken as it is, without percent-decoding.
 *
 * <p>Whatever is wrong is an {@link IllegalArgumentException} that says what to do; none contains the password.
 */
public final class KeyLocation {

    private static final String SCHEME = "pkcs12:";
    private static final String ALIAS = "?alias=";

    private final Path file;
    private final String alias;
    private final Clock clock;

    private KeyLocation(Path file, String alias, Clock clock) {
        this.file = file;
        this.alias = alias;
        this.clock = clock;
    }

    public static KeyLocation of(String uri) {
        return of(uri, Clock.systemUTC());
    }

    static KeyLocation of(String uri, Clock clock) {
        if (uri == null || !uri.startsWith(SCHEME) || uri.length() == SCHEME.length()) {
            throw new IllegalArgumentException(
                    "a key location is pkcs12:/path/file.p12 or pkcs12:/path/file.p12?alias=name, but this is " + uri);
        }
        int at = uri.lastIndexOf(ALIAS);
        String path = at < 0 ? uri.substring(SCHEME.length()) : uri.substring(SCHEME.length(), at);
        String alias = at < 0 ? null : uri.substring(at + ALIAS.length());
        return new KeyLocation(Path.of(path), alias, clock);
    }

    /**
     * Reads the file once and keeps the key in memory.
     *
     * @param password of the file and of the key in it; neither changed nor kept
     * @throws IllegalArgumentException if the keys cannot be read or are not of an accepted kind
     */
    public IdentityKey load(char[] password) {
        KeyStore store = open(password);
        try {
            String name = alias(store);
            if (!(store.getKey(name, password) instanceof PrivateKey privateKey)
                    || !(store.getCertificate(name) instanceof X509Certificate certificate)) {
                throw refused("entry " + name + " is not a private key with a certificate: export both into the file");
            }
            KeyRules.refusal(certificate, Date.from(clock.instant())).ifPresent(reason -> {
                throw refused("entry " + name + " cannot be used, " + reason);
            });
            return new SoftwareKey(uri(), certificate, privateKey);
        } catch (UnrecoverableKeyException e) {
            throw refused("the key has another password than the file: give both the same one");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key file " + file + ": cannot read the key, " + e.getMessage(), e);
        }
    }

    private KeyStore open(char[] password) {
        if (!Files.isRegularFile(file)) {
            throw refused("there is no such file: create it, or correct the path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw refused("the password is wrong: correct the key password of this region");
            }
            throw new IllegalArgumentException(
                    "key file " + file + ": not a readable PKCS#12 file, check its permissions and its format", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key file " + file + ": cannot be read, " + e.getMessage(), e);
        }
    }

    private String alias(KeyStore store) throws GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String each : Collections.list(store.aliases())) {
            if (store.isKeyEntry(each)) {
                keys.add(each);
            }
        }
        if (alias != null) {
            if (!store.isKeyEntry(alias)) {
                throw refused("has no private key with the alias " + alias + ": it has " + keys);
            }
            return alias;
        }
        if (keys.size() != 1) {
            throw refused(
                    keys.isEmpty()
                            ? "has no private key: export the key together with its certificate"
                            : "has several private keys: choose one of " + keys + " with ?alias=");
        }
        return keys.get(0);
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("key file " + file + ": " + what);
    }

    private String uri() {
        return SCHEME + file + (alias == null ? "" : ALIAS + alias);
    }
}
