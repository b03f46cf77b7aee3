package io.multiregion.key.pkcs12;

import io.multiregion.key.place.KeyUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.Entry;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.KeyStoreException;
import java.security.UnrecoverableEntryException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds one entry in a file with keys. Whatever is wrong is an {@link IllegalArgumentException} that says what to do. */
final class StoreFile {

    private final KeyUri location;
    private final StoreFormat format;
    private final Path file;

    StoreFile(KeyUri location, StoreFormat format) {
        this.location = location;
        this.format = format;
        this.file = Path.of(location.place());
    }

    /**
     * The entry with the alias of the location, or without one the only entry of the first kind that the file has any of.
     *
     * @param password of the file and of the entry; neither changed nor kept
     */
    @SafeVarargs
    final Entry entry(char[] password, Class<? extends Entry>... kinds) {
        KeyStore store = open(password);
        try {
            return store.getEntry(alias(store, kinds), new PasswordProtection(password));
        } catch (UnrecoverableEntryException e) {
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
            KeyStore store = KeyStore.getInstance(format.name());
            store.load(in, password);
            return store;
        } catch (IOException e) {
            if (format.isPassword(e)) {
                throw refused("the password is wrong: correct the key password of this region");
            }
            throw new IllegalArgumentException(
                    "key file " + file + ": not a readable " + (format == StoreFormat.PKCS12 ? "PKCS#12" : format)
                            + " file, check its permissions and its format",
                    e);
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException("key file " + file + ": " + format.absent(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key file " + file + ": cannot be read, " + e.getMessage(), e);
        }
    }

    private String alias(KeyStore store, Class<? extends Entry>[] kinds) throws GeneralSecurityException {
        List<String> all = new ArrayList<>();
        for (Class<? extends Entry> kind : kinds) {
            List<String> found = new ArrayList<>();
            for (String each : Collections.list(store.aliases())) {
                if (store.entryInstanceOf(each, kind)) {
                    found.add(each);
                }
            }
            all.addAll(found);
            if (location.parameter("alias").isEmpty() && found.size() == 1) {
                return found.get(0);
            }
            if (location.parameter("alias").isEmpty() && found.size() > 1) {
                throw refused("has several " + name(kind) + ": choose one of " + found + " with ?alias=");
            }
        }
        String alias = location.parameter("alias")
                .orElseThrow(() -> refused("has no private key: export the key together with its certificate"));
        if (all.stream().noneMatch(alias::equalsIgnoreCase)) {
            throw refused("has no " + (kinds.length == 1 ? "private key" : "key") + " with the alias " + alias
                    + ": it has " + all);
        }
        return alias;
    }

    private static String name(Class<? extends Entry> kind) {
        return kind == PrivateKeyEntry.class ? "private keys" : "secret keys";
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("key file " + file + ": " + what);
    }
}
