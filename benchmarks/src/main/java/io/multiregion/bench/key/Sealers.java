package io.multiregion.bench.key;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.header.MessageId;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.key.IdentityKey;
import io.multiregion.key.RegionKeys;
import io.multiregion.key.trust.TrustedRegions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Two regions that know each other, without servers: their keys in memory, and the product's own envelope. */
final class Sealers {

    private static final String PASSWORD = "only for the bench";

    private final Map<String, CountedKey> keys;
    private final Map<String, Envelope> envelopes;

    /** @param algorithm RSA or EC */
    Sealers(Path directory, String algorithm) throws IOException, InterruptedException {
        keys = Map.of("eu", key(directory, "eu", algorithm), "us", key(directory, "us", algorithm));
        envelopes = Map.of("eu", envelope("eu"), "us", envelope("us"));
    }

    Envelope of(String region) {
        return envelopes.get(region);
    }

    CountedKey key(String region) {
        return keys.get(region);
    }

    Header batch() {
        return header(MessageType.BATCH, "eu", "us", null);
    }

    Header reply(Header to) {
        return header(MessageType.REPLY, "us", "eu", to.messageId());
    }

    private static Header header(MessageType type, String from, String to, String inReplyTo) {
        return new Header(
                type,
                "acme",
                from,
                to,
                1,
                new Position(1, 1),
                new Position(1, 2),
                MessageId.next(),
                inReplyTo,
                1,
                1,
                "schema",
                "0123456789abcdef0123456789abcdef");
    }

    private Envelope envelope(String region) {
        return new Envelope(region, new RegionKeys(List.<IdentityKey>of(keys.get(region))), new Trust(keys));
    }

    private static CountedKey key(Path directory, String region, String algorithm)
            throws IOException, InterruptedException {
        var file = Files.createTempDirectory(directory, "keys").resolve(region + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var kind = algorithm.equals("RSA") ? List.of("-keysize", "3072") : List.of("-groupname", "secp256r1");
        var command = new ArrayList<>(List.of(
                keytool, "-genkeypair", "-alias", region, "-dname", "CN=" + region, "-validity", "2", "-keyalg"));
        command.add(algorithm);
        command.addAll(kind);
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
        if (new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("keytool made no key: " + command);
        }
        return new CountedKey(
                RegionKeys.at("pkcs12:" + file, PASSWORD.toCharArray()).signing());
    }

    private record Trust(Map<String, CountedKey> keys) implements TrustedRegions {

        @Override
        public List<X509Certificate> certificates(String region) {
            return keys.containsKey(region) ? List.of(keys.get(region).certificate()) : List.of();
        }

        @Override
        public Set<String> names() {
            return keys.keySet();
        }
    }
}
