package io.multiregion.lab.client;

import java.time.Instant;
import java.util.Map;

/** An authenticator that shows one-time codes of six digits, each for 30 seconds (RFC 6238). */
public record Totp(String seed) {

    /** The credential of a user who has it, as a user's representation holds it. */
    public String credential() {
        return "{type:'otp', secretData:'{\\\"value\\\":\\\"" + seed + "\\\"}',"
                + " credentialData:'{\\\"subType\\\":\\\"totp\\\",\\\"digits\\\":6,\\\"period\\\":30,"
                + "\\\"algorithm\\\":\\\"HmacSHA1\\\"}'}";
    }

    /** The direct grant with the code that is shown so many codes from now. */
    public Map<String, String> grant(String user, String password, int later) {
        return Map.of("grant_type", "password", "username", user, "password", password, "totp", code(later));
    }

    /** The code that is shown so many codes from now. */
    public String code(int later) {
        return new Hotp(seed).code(Instant.now().getEpochSecond() / 30 + later);
    }
}
