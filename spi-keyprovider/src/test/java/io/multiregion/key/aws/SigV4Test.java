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

    @Test
    void credentialsAreNotShown() {
        assertFalse(EXAMPLE.toString().contains("wJalr"));
    }
}
