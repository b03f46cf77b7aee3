package io.multiregion.key.aws;

import io.multiregion.key.cipher.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4. */
public record SigV4(String region, String service) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String MAC = "HmacSHA256";

    /** The value of the header {@code Authorization} of a request to the path {@code /} without a query: all that AWS KMS needs. */
    String authorization(String method, Map<String, String> headers, byte[] body, AwsCredentials credentials) {
        return authorization(method, "/", "", headers, body, credentials);
    }

    /**
     * The value of the header {@code Authorization}.
     *
     * @param path as it is sent, of letters that nobody would encode
     * @param query as it is sent, by name, each value encoded
     * @param headers all that are signed, {@code host} and {@code x-amz-date} among them
     */
    public String authorization(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            byte[] body,
            AwsCredentials credentials) {
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) ->
                signed.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        String names = String.join(";", signed.keySet());
        String time = signed.get("x-amz-date");
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        String canonical = method + "\n" + path + "\n" + query + "\n"
                + signed.entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + hex(Sha256.of(body));
        String text = ALGORITHM + "\n" + time + "\n" + scope + "\n"
                + hex(Sha256.of(canonical.getBytes(StandardCharsets.UTF_8)));
        return ALGORITHM + " Credential=" + credentials.accessKey() + "/" + scope + ", SignedHeaders=" + names
                + ", Signature=" + hex(mac(key(credentials.secretKey(), time.substring(0, 8)), text));
    }

    /** The key of a day. */
    byte[] key(String secretKey, String day) {
        byte[] ofDay = mac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), day);
        return mac(mac(mac(ofDay, region), service), "aws4_request");
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
