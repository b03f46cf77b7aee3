package io.multiregion.lab.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator that shows one-time codes of six digits, one after the other (RFC 4226). */
public record Hotp(String seed) {

    /** The credential of a user who has it and has used none, as a user's representation holds it. */
    public String credential() {
        return "{type:'otp', secretData:'{\\\"value\\\":\\\"" + seed + "\\\"}',"
                + " credentialData:'{\\\"subType\\\":\\\"hotp\\\",\\\"digits\\\":6,\\\"counter\\\":0,\\\"period\\\":0,"
                + "\\\"algorithm\\\":\\\"HmacSHA1\\\"}'}";
    }

    public String code(long counter) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(seed.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            var hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
