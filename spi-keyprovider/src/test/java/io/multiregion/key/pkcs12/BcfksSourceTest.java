package io.multiregion.key.pkcs12;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.GoldenVector;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeyFile;
import io.multiregion.key.KeySourceContract;
import io.multiregion.key.Keys;
import io.multiregion.key.WrappingKey;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.Security;
import java.util.Collections;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of {@link Pkcs12SourceTest} in a file of the other format. That format is in Bouncy Castle with FIPS and without. */
class BcfksSourceTest extends KeySourceContract {

    private static final char[] PASSWORD = KeyFile.PASSWORD.toCharArray();

    @TempDir
    static Path directory;

    private static Path file;

    @BeforeAll
    static void copy() throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        KeyStore from = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(GoldenVector.keys())) {
            from.load(in, PASSWORD);
        }
        KeyStore to = KeyStore.getInstance("BCFKS");
        to.load(null, null);
        for (String alias : Collections.list(from.aliases())) {
            if (!alias.equals("short")) {
                var password = new PasswordProtection(PASSWORD);
                to.setEntry(alias, from.getEntry(alias, password), password);
            }
        }
        file = directory.resolve("keys.bcfks");
        try (OutputStream out = Files.newOutputStream(file)) {
            to.store(out, PASSWORD);
        }
    }

    @AfterAll
    static void withoutBouncyCastle() {
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
    }

    @Override
    protected IdentityKey rsa() {
        return Keys.identity(uri("rsa"), PASSWORD);
    }

    @Override
    protected IdentityKey ec() {
        return Keys.identity(uri("ec"), PASSWORD);
    }

    @Override
    protected WrappingKey wrapping() {
        return Keys.wrapping(uri("aes"), PASSWORD);
    }

    @Override
    protected WrappingKey anotherWrapping() {
        return Keys.wrapping(uri("aes2"), PASSWORD);
    }

    @Override
    protected String secret() {
        return KeyFile.PASSWORD;
    }

    @Test
    void whatIsWrongIsSaidWithWhatToDo() throws Exception {
        assertRefused("the password is wrong: correct the key password", uri("ec"), "not-the-one");
        assertRefused("bcfks:/path/file.bcfks", "bcfks:", KeyFile.PASSWORD);
        Path text = Files.writeString(directory.resolve("text"), "hello");
        assertRefused("not a readable BCFKS file", "bcfks:" + text, KeyFile.PASSWORD);
        assertRefused("not a readable BCFKS file", "bcfks:" + GoldenVector.keys() + "?alias=ec", KeyFile.PASSWORD);
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
        try {
            assertRefused("no provider for BCFKS: run it with --features=fips", uri("ec"), KeyFile.PASSWORD);
        } finally {
            assertEquals(true, Security.addProvider(new BouncyCastleProvider()) > 0);
        }
    }

    private static void assertRefused(String said, String uri, String password) {
        var e = assertThrows(IllegalArgumentException.class, () -> Keys.identity(uri, password.toCharArray()));
        assertTrue(e.getMessage().contains(said), e.getMessage());
    }

    private static String uri(String alias) {
        return "bcfks:" + file + "?alias=" + alias;
    }
}
