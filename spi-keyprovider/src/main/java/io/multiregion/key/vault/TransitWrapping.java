package io.multiregion.key.vault;

import io.multiregion.key.WrappingKey;
import io.multiregion.key.base.ContextBytes;
import io.multiregion.key.base.DataKey;
import io.multiregion.key.base.Wrapped;
import io.multiregion.key.base.Wrapped.Kind;
import io.multiregion.key.http.Answer;
import io.multiregion.key.http.Json;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;

/** A key of transit that encrypts with authenticated data: aes256-gcm96, or chacha20-poly1305. */
final class TransitWrapping implements WrappingKey {

    private final Transit transit;

    TransitWrapping(Transit transit) {
        this.transit = transit;
    }

    @Override
    public String uri() {
        return transit.uri();
    }

    @Override
    public byte[] wrap(byte[] dataKey, Map<String, String> context) {
        Answer answer = transit.call(
                "encrypt",
                "",
                Map.of(
                        "plaintext", Json.base64(DataKey.checked(dataKey)),
                        "associated_data", Json.base64(ContextBytes.of(context))));
        Matcher made = Transit.made(answer, "/data/ciphertext");
        byte[] body = answer.decoded(Base64.getDecoder(), "/data/ciphertext", made.group(2));
        return new Wrapped(Kind.SERVICE, made.group(1), new byte[0], body).encoded();
    }

    @Override
    public byte[] unwrap(byte[] bytes, Map<String, String> context) {
        Wrapped wrapped = Wrapped.parse(uri(), Kind.SERVICE, bytes);
        if (!wrapped.keyVersion().matches("[1-9][0-9]{0,8}") || wrapped.body().length == 0) {
            throw Wrapped.notOurs(uri());
        }
        byte[] dataKey = transit.call(
                        "decrypt",
                        "",
                        Map.of(
                                "ciphertext",
                                "vault:v" + wrapped.keyVersion() + ":" + Json.base64(wrapped.body()),
                                "associated_data",
                                Json.base64(ContextBytes.of(context))))
                .bytes("/data/plaintext");
        if (!DataKey.isOne(dataKey)) {
            throw Wrapped.notOurs(uri());
        }
        return dataKey;
    }

    @Override
    public String toString() {
        return "wrapping key " + uri();
    }
}
