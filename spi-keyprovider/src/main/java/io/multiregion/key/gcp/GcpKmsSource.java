package io.multiregion.key.gcp;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.KeySource;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.ServiceUrl;
import io.multiregion.key.place.CertificateFile;
import io.multiregion.key.place.Identity;
import io.multiregion.key.place.KeyUri;
import io.multiregion.key.wrap.Wrapping;
import java.time.Clock;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k}: wraps with the primary version of a key, unwraps with any.
 * {@code .../cryptoKeyVersions/1?certificate=/path.pem}: an identity key, which signs or decrypts. Takes its credentials from the file
 * of {@code GOOGLE_APPLICATION_CREDENTIALS} (of a service account), or else from the metadata server; and no secret.
 */
public final class GcpKmsSource implements KeySource {

    private static final String FORM =
            "gcpkms:projects/p/locations/l/keyRings/r/cryptoKeys/k, and for an identity key its /cryptoKeyVersions/1";
    private static final Set<String> PARAMETERS = Set.of("endpoint", "certificate", "timeout");
    private static final Pattern NAME =
            Pattern.compile("projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]+"
                    + "/cryptoKeys/[A-Za-z0-9_-]+(/cryptoKeyVersions/[0-9]+)?");

    private final UnaryOperator<String> environment;
    private final Clock clock;

    public GcpKmsSource() {
        this(System::getenv, Clock.systemUTC());
    }

    GcpKmsSource(UnaryOperator<String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String scheme() {
        return "gcpkms";
    }

    @Override
    public IdentityKey identity(String uri, char[] secret) {
        KeyUri location = location(uri, true);
        return new Identity(location.toString(), CertificateFile.of(location), new GcpPrivateHalf(kms(location)));
    }

    @Override
    public WrappingKey wrapping(String uri, char[] secret) {
        GcpKms kms = kms(location(uri, false));
        return Wrapping.service(kms.uri(), new GcpCipher(kms));
    }

    private static KeyUri location(String uri, boolean version) {
        KeyUri location = KeyUri.of(uri, "gcpkms", PARAMETERS, FORM);
        Matcher name = NAME.matcher(location.place());
        if (!name.matches() || (name.group(1) != null) != version) {
            throw new IllegalArgumentException("a key location is " + FORM + ", but this is " + location);
        }
        return location;
    }

    private GcpKms kms(KeyUri location) {
        String endpoint = location.parameter("endpoint").orElse("https://cloudkms.googleapis.com");
        return new GcpKms(
                location,
                ServiceUrl.checked(location, endpoint),
                new GcpCredentials(location, environment, clock).token());
    }
}
