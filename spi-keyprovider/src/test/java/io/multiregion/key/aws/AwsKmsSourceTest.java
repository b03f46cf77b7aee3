package io.multiregion.key.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.IdentityKey;
import io.multiregion.key.Issuer;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.FakeService;
import io.multiregion.key.http.FakeService.Reply;
import io.multiregion.key.http.RemoteKeyContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a fake that follows the published API of AWS KMS. */
class AwsKmsSourceTest extends RemoteKeyContract {

    private static final Map<String, String> STATIC =
            Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", FakeKms.SECRET);

    private static FakeKms kms;

    @TempDir
    static Path directory;

    private static Path rsa;
    private static Path ec;

    @BeforeAll
    static void start() {
        kms = new FakeKms();
        Issuer issuer = new Issuer();
        rsa = issuer.pem(
                directory.resolve("rsa.pem"), kms.pair("rsa", Issuer.rsa()).getPublic());
        ec = issuer.pem(directory.resolve("ec.pem"), kms.pair("ec", Issuer.ec()).getPublic());
        kms.aes("aes");
        kms.aes("mrk-aes2");
    }

    @AfterAll
    static void stop() {
        kms.close();
    }

    @Override
    protected FakeService service() {
        return kms;
    }

    @Override
    protected IdentityKey rsa() {
        return source(STATIC).identity(uri("rsa") + "&certificate=" + rsa, null);
    }

    @Override
    protected IdentityKey ec() {
        return source(STATIC).identity(uri("ec") + "&certificate=" + ec, null);
    }

    @Override
    protected WrappingKey wrapping() {
        return source(STATIC).wrapping(uri("aes"), null);
    }

    @Override
    protected WrappingKey anotherWrapping() {
        return source(STATIC).wrapping(uri("mrk-aes2"), null);
    }

    @Override
    protected WrappingKey impatient() {
        return source(STATIC).wrapping(uri("aes") + "&timeout=500", null);
    }

    @Override
    protected WrappingKey stranger() {
        return source(Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "another"))
                .wrapping(uri("aes"), null);
    }

    @Override
    protected String secret() {
        return FakeKms.SECRET;
    }

    @Override
    protected Reply throttled() {
        return FakeKms.error(400, "ThrottlingException");
    }

    @Override
    protected List<Reply> refusals() {
        return List.of(
                FakeKms.error(400, "AccessDeniedException"),
                FakeKms.error(400, "DisabledException"),
                FakeKms.error(400, "IncorrectKeyException"),
                FakeKms.error(400, "KMSInvalidStateException"));
    }

    @Test
    void credentialsOfAWebIdentity() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "web.identity.token\n");
        assertWorks(Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(),
                "AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/eu",
                "AWS_ENDPOINT_URL_STS", kms.address()));
    }

    @Test
    void credentialsOfAContainer() throws Exception {
        String address = kms.address() + "/container";
        Path token = Files.writeString(directory.resolve("container"), "container-token");
        assertWorks(Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI", address, "AWS_CONTAINER_AUTHORIZATION_TOKEN", "container-token"));
        assertWorks(Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                address,
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                token.toString()));
        denied(() -> assertWorks(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", address)));
    }

    @Test
    void credentialsOfAnInstance() {
        assertWorks(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", kms.address()));
    }

    /** They are kept while they are good, and fetched anew once when AWS says they have expired. */
    private static void assertWorks(Map<String, String> environment) {
        WrappingKey key = source(environment).wrapping(uri("aes"), null);
        byte[] wrapped = key.wrap(DATA_KEY, CONTEXT);
        kms.works();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        assertEquals(1, kms.requests());
        kms.expire();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        kms.works();
        assertArrayEquals(DATA_KEY, key.unwrap(wrapped, CONTEXT));
        assertEquals(1, kms.requests());
    }

    @Test
    void aKeyIsNamedByItsArnAlone() {
        assertEquals("awskms:" + FakeKms.KEYS + "aes", wrapping().uri());
        String message = refusal(() -> source(STATIC)
                .wrapping("awskms:arn:aws:kms:eu-central-1:111122223333:alias/eu?endpoint=" + kms.address(), null));
        assertTrue(message.contains("the ARN of a key and not of an alias"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "awskms:1234abcd-12ab-34cd-56ef-1234567890ab",
                "awskms:arn:aws:kms:eu-central-1:111122223333:key/a?endpoint=http://kms.example.com",
                "awskms:arn:aws:kms:eu-central-1:111122223333:key/a?secret=x",
                "awskms:arn:aws:s3:eu-central-1:111122223333:key/a"
            })
    void anotherLocation(String uri) {
        refusal(() -> source(STATIC).wrapping(uri, null));
    }

    private static AwsKmsSource source(Map<String, String> environment) {
        return new AwsKmsSource(environment::get, Clock.systemUTC());
    }

    private static String uri(String id) {
        return "awskms:" + FakeKms.KEYS + id + "?endpoint=" + kms.address();
    }
}
