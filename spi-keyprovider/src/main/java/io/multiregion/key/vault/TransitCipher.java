package io.multiregion.key.vault;

import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.wrap.ContextBytes;
import io.multiregion.key.wrap.ServiceCipher;
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
        ServiceAnswer answer = call("encrypt", "plaintext", ServiceRequest.base64(dataKey), context);
        Matcher made = Transit.made(answer, "/data/ciphertext");
        byte[] bytes = answer.decoded(Base64.getDecoder(), "/data/ciphertext", made.group(2));
        return new Ciphertext(made.group(1), bytes);
    }

    @Override
    public byte[] decrypt(Ciphertext made, Map<String, String> context) {
        String text = "vault:v" + made.keyVersion() + ":" + ServiceRequest.base64(made.bytes());
        return call("decrypt", "ciphertext", text, context).bytes("/data/plaintext");
    }

    private ServiceAnswer call(String operation, String field, String text, Map<String, String> context) {
        return transit.call(
                operation, "", Map.of(field, text, "associated_data", ServiceRequest.base64(ContextBytes.of(context))));
    }
}
