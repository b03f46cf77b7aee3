package io.multiregion.key.aws;

/** @param token of the session, or null for credentials that last */
record AwsCredentials(String accessKey, String secretKey, String token) {

    @Override
    public String toString() {
        return "credentials " + accessKey;
    }
}
