package io.multiregion.engine.peer.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.aws.AwsCredentials;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3BoxTest extends BoxContract {

    private final FakeS3 store;

    S3BoxTest() throws IOException {
        store = new FakeS3();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    Box box() {
        return box(FakeS3.BUCKET, FakeS3.CREDENTIALS);
    }

    private S3Box box(String bucket, AwsCredentials credentials) {
        return new S3Box(
                HttpClient.newHttpClient(), store.url(), bucket, FakeS3.REGION, credentials, Clock.systemUTC());
    }

    @Test
    void whatTheStoreSaysIsToldAndNoSecret() {
        AwsCredentials wrong = new AwsCredentials("AKIDEXAMPLE", "another", null);
        String refused = assertThrows(
                        IOException.class, () -> box(FakeS3.BUCKET, wrong).list("us/messages/", 1))
                .getMessage();
        assertTrue(refused.contains("HTTP status 403 SignatureDoesNotMatch to: list us/messages/"), refused);
        assertFalse(refused.contains("another"), refused);
        refused = assertThrows(
                        IOException.class,
                        () -> box("nowhere", FakeS3.CREDENTIALS).putIfAbsent("us/messages/a", new byte[1]))
                .getMessage();
        assertEquals(
                "bucket nowhere at " + store.url()
                        + " answered with HTTP status 404 NoSuchBucket to: put us/messages/a",
                refused);
    }
}
