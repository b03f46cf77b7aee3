package io.multiregion.stories.props;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The list of recovery codes that a user has printed: each is good once, one after the other. */
public record RecoveryCodes(List<String> codes) {

    /** The credential of a user who has used none, as a user's representation holds it. */
    public String credential() {
        String hashes = IntStream.range(0, codes.size())
                .mapToObj(i -> "{\\\"number\\\":" + (i + 1) + ",\\\"encodedHashedValue\\\":\\\"" + hash(codes.get(i))
                        + "\\\"}")
                .collect(Collectors.joining(","));
        return "{type:'recovery-authn-codes', secretData:'{\\\"codes\\\":[" + hashes + "]}',"
                + " credentialData:'{\\\"algorithm\\\":\\\"RS512\\\",\\\"totalCodes\\\":" + codes.size()
                + ",\\\"remainingCodes\\\":" + codes.size() + "}'}";
    }

    private static String hash(String code) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-512").digest(code.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
