package io.multiregion.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/** Keys of every kind that tests need. */
public final class TestKeys {

    private static final Map<String, KeyPair> RSA = new ConcurrentHashMap<>();

    private TestKeys() {}

    /** Making one takes long: each name has one for as long as the tests run, and another name has another one. */
    public static KeyPair rsa(String name) {
        return RSA.computeIfAbsent(name, each -> rsa(2048));
    }

    /** Of a size that nobody should use any more. */
    public static KeyPair weakRsa() {
        return rsa(1024);
    }

    private static KeyPair rsa(int bits) {
        return pair("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    /** Another one each time, on P-256. */
    public static KeyPair ec() {
        return ec("secp256r1");
    }

    public static KeyPair ec(String curve) {
        return pair("EC", new ECGenParameterSpec(curve));
    }

    private static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another one each time, of AES-256. */
    public static SecretKey aes() {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(256);
            return generator.generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
