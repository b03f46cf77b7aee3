package io.multiregion.key.azure;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.ServiceUrl;
import io.multiregion.key.place.CertificateFile;
import io.multiregion.key.place.Identity;
import io.multiregion.key.place.KeyUri;
import io.multiregion.key.wrap.Wrapping;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code azurekv:https://name.vault.azure.net/keys/key}: wraps with the current version of an RSA key, unwraps with any.
 * {@code .../keys/key/version?certificate=/path.pem}: an identity key. Takes its credentials where Azure puts them (see
 * {@link AzureCredentials}), and no secret.
 */
public final class AzureKeySource implements KeySource {

    private static final String FORM =
            "azurekv:https://name.vault.azure.net/keys/key, and for an identity key its /version";
    private static final Set<String> PARAMETERS = Set.of("certificate", "timeout");
    private static final Pattern PLACE =
            Pattern.compile("(https?://[^/]+)(/keys/[A-Za-z0-9-]{1,127})(?:/([A-Za-z0-9]{1,64}))?");

    private final UnaryOperator<String> environment;
    private final Clock clock;

    public AzureKeySource() {
        this(System::getenv, Clock.systemUTC());
    }

    AzureKeySource(UnaryOperator<String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String scheme() {
        return "azurekv";
    }

    @Override
    public IdentityKey identity(String uri, char[] secret) {
        KeyUri location = KeyUri.of(uri, "azurekv", PARAMETERS, FORM);
        AzureKey key = key(location);
        if (key.version().isEmpty()) {
            throw new IllegalArgumentException(
                    location + ": a certificate is of one version of a key, add it: /keys/key/version");
        }
        X509Certificate certificate = CertificateFile.of(location);
        boolean rsa = certificate.getPublicKey().getAlgorithm().equals("RSA");
        return new Identity(location.toString(), certificate, new AzurePrivateHalf(key, rsa));
    }

    @Override
    public WrappingKey wrapping(String uri, char[] secret) {
        AzureKey key = key(KeyUri.of(uri, "azurekv", PARAMETERS, FORM));
        return Wrapping.rsaPair(key.uri(), AzureEncapsulation.VERSION, new AzureEncapsulation(key));
    }

    private AzureKey key(KeyUri location) {
        Matcher place = PLACE.matcher(location.place());
        if (!place.matches()) {
            throw new IllegalArgumentException("a key location is " + FORM);
        }
        String vault = ServiceUrl.checked(location, place.group(1));
        String version = place.group(3) == null ? "" : place.group(3);
        return new AzureKey(
                location,
                vault + place.group(2),
                version,
                new AzureCredentials(location, vault, environment, clock).token());
    }
}
