package io.multiregion.key.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.key.TestKeys;
import java.security.KeyPair;
import java.security.spec.MGF1ParameterSpec;
import java.util.Random;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK has padded, without the JDK's help. */
class OaepPaddingTest {

    private static final KeyPair PAIR = TestKeys.rsa("padding");

    /** Up to the longest that fits. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 189, 190})
    void whatTheJdkHasPaddedComesBack(int length) throws Exception {
        byte[] message = new byte[length];
        new Random(length).nextBytes(message);
        // what ends a padding may also begin a message
        if (length > 0) {
            message[0] = (byte) (length % 2);
        }
        assertArrayEquals(message, OaepPadding.remove(padded(message)));
    }

    /** Whichever bit of it is another one: of a good padding no change is a good one. */
    @Test
    void whatWasChangedIsRefusedInTheSameWords() throws Exception {
        byte[] good = padded(new byte[] {1, 2, 3});
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            var e = assertThrows(BadPaddingException.class, () -> OaepPadding.remove(bad), "byte " + i);
            assertEquals("not OAEP", e.getMessage());
        }
    }

    @Test
    void whatIsShortOrEmptyIsRefused() {
        assertThrows(BadPaddingException.class, () -> OaepPadding.remove(new byte[65]));
        assertThrows(BadPaddingException.class, () -> OaepPadding.remove(new byte[256]));
    }

    private static byte[] padded(byte[] message) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                PAIR.getPublic(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        byte[] encrypted = cipher.doFinal(message);
        cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, PAIR.getPrivate());
        byte[] padded = cipher.doFinal(encrypted);
        assertEquals(256, padded.length);
        return padded;
    }
}
