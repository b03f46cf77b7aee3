package io.multiregion.stories.props;

import io.multiregion.lab.client.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A key that a client proves to have with each request (RFC 9449, DPoP). */
public record ProofKey(KeyPair pair) {

    private static final int COORDINATE = 32;

    public static ProofKey generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new ProofKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A proof for one request. */
    public String proof(String method, String uri) {
        return proof(method, uri, "");
    }

    /** A proof for one request that shows a token. */
    public String proof(String method, String uri, String token) {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        var header = Json.of(
                "{typ:'dpop+jwt', alg:'ES256', jwk:{kty:'EC', crv:'P-256', x:'%s', y:'%s'}}",
                encoded(point.getAffineX()), encoded(point.getAffineY()));
        var claims = Json.of(
                "{jti:'%s', htm:'%s', htu:'%s', iat:%d%s}",
                UUID.randomUUID(),
                method,
                uri,
                Instant.now().getEpochSecond(),
                token.isEmpty() ? "" : ", ath:'" + hash(token) + "'");
        var text = encoded(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String token) {
        try {
            return encoded(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(BigInteger number) {
        var bytes = number.toByteArray();
        var fixed = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
        return encoded(fixed);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
