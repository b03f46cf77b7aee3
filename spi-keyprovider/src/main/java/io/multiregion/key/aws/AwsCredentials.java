package io.multiregion.key.aws;

/**
 * Of one who signs requests.
 *
 * @param token of the session, or null for credentials that last
 */
public record AwsCredentials(String accessKey, String secretKey, String token) {

    @Override
    public String toString() {
        return "credentials " + accessKey;
    }
}
