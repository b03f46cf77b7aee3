package io.multiregion.stories.props;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator that shows one-time codes of six digits, each for 30 seconds (RFC 6238). */
public record Totp(String seed) {

    /** The credential of a user who has it, as a user's representation holds it. */
    public String credential() {
        return "{type:'otp', secretData:'{\\\"value\\\":\\\"" + seed + "\\\"}',"
                + " credentialData:'{\\\"subType\\\":\\\"totp\\\",\\\"digits\\\":6,\\\"period\\\":30,"
                + "\\\"algorithm\\\":\\\"HmacSHA1\\\"}'}";
    }

    /** The code that is shown so many codes from now. */
    public String code(int later) {
        try {
            long counter = Instant.now().getEpochSecond() / 30 + later;
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
