package io.multiregion.key.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.KeySource;
import io.multiregion.key.TestKeys;
import io.multiregion.key.WrappingKey;
import io.multiregion.key.http.FakeService.Reply;
import io.multiregion.key.http.RemoteKeyContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a fake that follows the published API of AWS KMS. */
class AwsKmsSourceTest extends RemoteKeyContract<FakeKms> {

    private static final Map<String, String> STATIC =
            Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", FakeKms.SECRET);

    AwsKmsSourceTest() {
        super(new FakeKms());
    }

    @Override
    protected void fill() {
        certify("rsa", TestKeys.rsa("signs"));
        certify("ec", TestKeys.ec());
        service.add("wraps", TestKeys.aes());
        service.add("mrk-wraps2", TestKeys.aes());
    }

    @Override
    protected KeySource source(Map<String, String> environment) {
        return new AwsKmsSource(environment::get, Clock.systemUTC());
    }

    @Override
    protected Map<String, String> environment() {
        return STATIC;
    }

    @Override
    protected String uri(String id) {
        return "awskms:" + FakeKms.KEYS + id + "?endpoint=" + service.address();
    }

    @Override
    protected WrappingKey anotherWrapping() {
        return wrapping("mrk-wraps2");
    }

    @Override
    protected WrappingKey stranger() {
        return source(Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "another"))
                .wrapping(uri("wraps"), null);
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
                "AWS_ENDPOINT_URL_STS", service.address()));
    }

    @Test
    void credentialsOfAContainer() throws Exception {
        String address = service.address() + "/container";
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
        assertWorks(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.address()));
    }

    @Test
    void aKeyIsNamedByItsArnAlone() {
        assertEquals("awskms:" + FakeKms.KEYS + "wraps", wrapping().uri());
        String message = refusal(() -> source(STATIC)
                .wrapping("awskms:arn:aws:kms:eu-central-1:111122223333:alias/eu?endpoint=" + service.address(), null));
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
}
