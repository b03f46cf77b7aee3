package io.multiregion.key.vault;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.place.CertificateFile;
import io.multiregion.key.place.Identity;
import io.multiregion.key.place.KeyUri;
import io.multiregion.key.wrap.Wrapping;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code vault:https://host:8200/transit/keys/name}: a key of the transit engine of HashiCorp Vault or OpenBao, mounted at any path. The
 * secret is a token, or else the environment's {@code VAULT_TOKEN}. {@code ?namespace=} names a namespace; an identity key has
 * {@code ?certificate=/path.pem} and {@code ?version=}, the version of the key that the certificate is of (1).
 */
public final class VaultSource implements KeySource {

    private static final String FORM = "vault:https://host:8200/transit/keys/name";
    private static final Set<String> PARAMETERS = Set.of("namespace", "certificate", "version", "timeout");
    private static final Pattern PLACE = Pattern.compile("(https?://[^/]+)/([A-Za-z0-9._/-]+)/keys/([A-Za-z0-9._-]+)");

    private final UnaryOperator<String> environment;

    public VaultSource() {
        this(System::getenv);
    }

    VaultSource(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public String scheme() {
        return "vault";
    }

    @Override
    public IdentityKey identity(String uri, char[] secret) {
        KeyUri location = location(uri);
        X509Certificate certificate = CertificateFile.of(location);
        String version = location.parameter("version").orElse("1");
        if (!Transit.VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(location + ": version is the number of a version of the key");
        }
        Transit transit = transit(location, secret);
        boolean rsa = certificate.getPublicKey().getAlgorithm().equals("RSA");
        return new Identity(
                transit.uri(), certificate, new TransitPrivateHalf(transit, Integer.parseInt(version), rsa));
    }

    @Override
    public WrappingKey wrapping(String uri, char[] secret) {
        Transit transit = transit(location(uri), secret);
        return Wrapping.service(transit.uri(), Transit.VERSION, new TransitCipher(transit));
    }

    private static KeyUri location(String uri) {
        return KeyUri.of(uri, "vault", PARAMETERS, FORM);
    }

    private Transit transit(KeyUri location, char[] secret) {
        Matcher place = PLACE.matcher(location.place());
        if (!place.matches()) {
            throw new IllegalArgumentException("a key location is " + FORM);
        }
        String token = secret == null || secret.length == 0 ? environment.apply("VAULT_TOKEN") : new String(secret);
        if (token == null || token.isBlank()) {
            throw new IllegalArgumentException(
                    location + ": its token is missing, set the key password of this region or VAULT_TOKEN");
        }
        return Transit.of(location, place.group(1), place.group(2), place.group(3), token.strip());
    }
}
