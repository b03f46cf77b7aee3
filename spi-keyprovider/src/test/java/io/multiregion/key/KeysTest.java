package io.multiregion.key;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeysTest {

    @Test
    void everySchemeHasItsSource() {
        String message = assertThrows(IllegalArgumentException.class, () -> Keys.wrapping("jks:/path", null))
                .getMessage();
        assertTrue(message.contains("awskms, azurekv, bcfks, gcpkms, pkcs11, pkcs12, vault"), message);
    }
}
