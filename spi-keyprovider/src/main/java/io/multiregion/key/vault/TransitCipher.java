package io.multiregion.key.vault;

import io.multiregion.key.base.ContextBytes;
import io.multiregion.key.base.ServiceCipher;
import io.multiregion.key.http.Answer;
import io.multiregion.key.http.Json;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;

/** A key of transit that encrypts with authenticated data: aes256-gcm96, or chacha20-poly1305. */
final class TransitCipher implements ServiceCipher {

    private final Transit transit;

    TransitCipher(Transit transit) {
        this.transit = transit;
    }

    @Override
    public Ciphertext encrypt(byte[] dataKey, Map<String, String> context) {
        Answer answer = call("encrypt", "plaintext", Json.base64(dataKey), context);
        Matcher made = Transit.made(answer, "/data/ciphertext");
        byte[] bytes = answer.decoded(Base64.getDecoder(), "/data/ciphertext", made.group(2));
        return new Ciphertext(made.group(1), bytes);
    }

    @Override
    public byte[] decrypt(Ciphertext made, Map<String, String> context) {
        String text = "vault:v" + made.keyVersion() + ":" + Json.base64(made.bytes());
        return call("decrypt", "ciphertext", text, context).bytes("/data/plaintext");
    }

    private Answer call(String operation, String field, String text, Map<String, String> context) {
        return transit.call(
                operation, "", Map.of(field, text, "associated_data", Json.base64(ContextBytes.of(context))));
    }
}
