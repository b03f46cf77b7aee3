package io.multiregion.key.aws;

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
 * {@code awskms:arn:aws:kms:region:account:key/id}. Takes its credentials where AWS puts them (see {@link CredentialChain}) and no secret.
 * {@code ?endpoint=} names an endpoint of a VPC; an identity key has {@code ?certificate=/path.pem}. A key of AWS KMS does one thing only:
 * it signs, or decrypts, or agrees.
 */
public final class AwsKmsSource implements KeySource {

    private static final String FORM = "awskms:arn:aws:kms:region:account:key/id";
    private static final Set<String> PARAMETERS = Set.of("endpoint", "certificate", "timeout");

    // an alias may be pointed at another key, which cannot unwrap what this one wrapped: not taken
    private static final Pattern ARN =
            Pattern.compile("arn:(aws[a-z-]*):kms:([a-z0-9-]+):[0-9]{12}:key/[A-Za-z0-9-]{1,64}");

    private final UnaryOperator<String> environment;
    private final Clock clock;

    public AwsKmsSource() {
        this(System::getenv, Clock.systemUTC());
    }

    AwsKmsSource(UnaryOperator<String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String scheme() {
        return "awskms";
    }

    @Override
    public IdentityKey identity(String uri, char[] secret) {
        KeyUri location = location(uri);
        X509Certificate certificate = CertificateFile.of(location);
        boolean rsa = certificate.getPublicKey().getAlgorithm().equals("RSA");
        return new Identity(location.toString(), certificate, new KmsPrivateHalf(kms(location), rsa));
    }

    @Override
    public WrappingKey wrapping(String uri, char[] secret) {
        Kms kms = kms(location(uri));
        return Wrapping.service(kms.uri(), new KmsCipher(kms));
    }

    private static KeyUri location(String uri) {
        return KeyUri.of(uri, "awskms", PARAMETERS, FORM);
    }

    private Kms kms(KeyUri location) {
        Matcher arn = ARN.matcher(location.place());
        if (!arn.matches()) {
            throw new IllegalArgumentException("a key location is " + FORM + ", the ARN of a key and not of an alias");
        }
        String region = arn.group(2);
        String domain = arn.group(1).equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
        String endpoint = location.parameter("endpoint").orElse("https://kms." + region + domain);
        return new Kms(
                location,
                ServiceUrl.checked(location, endpoint),
                new SigV4(region, "kms"),
                new CredentialChain(location, region, domain, environment, clock).credentials(),
                clock);
    }
}
