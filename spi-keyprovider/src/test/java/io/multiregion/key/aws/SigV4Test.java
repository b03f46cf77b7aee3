package io.multiregion.key.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The answers that AWS publishes for its example credentials. */
class SigV4Test {

    private static final AwsCredentials EXAMPLE =
            new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);

    private static final Map<String, String> HEADERS =
            Map.of("Host", "example.amazonaws.com", "X-Amz-Date", "20150830T123600Z");

    @Test
    void theKeyOfADay() {
        assertEquals(
                "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
                HexFormat.of().formatHex(new SigV4("us-east-1", "iam").key(EXAMPLE.secretKey(), "20150830")));
    }

    @Test
    void plainRequests() {
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date,"
                        + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                new SigV4("us-east-1", "service").authorization("GET", HEADERS, new byte[0], EXAMPLE));
        assertTrue(new SigV4("us-east-1", "service")
                .authorization("POST", HEADERS, new byte[0], EXAMPLE)
                .endsWith("Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"));
    }

    /** The example of listing a bucket that the documentation of Amazon S3 has. */
    @Test
    void requestsWithAQuery() {
        String nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        Map<String, String> headers = Map.of(
                "host", "examplebucket.s3.amazonaws.com",
                "x-amz-content-sha256", nothing,
                "x-amz-date", "20130524T000000Z");
        AwsCredentials example =
                new AwsCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null);
        assertTrue(new SigV4("us-east-1", "s3")
                .authorization("GET", "/", "max-keys=2&prefix=J", headers, new byte[0], example)
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
    }

    @Test
    void credentialsAreNotShown() {
        assertFalse(EXAMPLE.toString().contains("wJalr"));
    }
}
