package io.multiregion.key.aws;

import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.Renewed.Lease;
import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.http.ServiceUrl;
import io.multiregion.key.place.KeyUri;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Credentials for a token that the platform keeps in a file: STS, AssumeRoleWithWebIdentity. */
final class WebIdentity {

    private final KeyUri location;
    private final String sts;
    private final UnaryOperator<String> environment;
    private final KeyClient client;

    WebIdentity(KeyUri location, String sts, UnaryOperator<String> environment, KeyClient client) {
        this.location = location;
        this.sts = ServiceUrl.checked(location, sts);
        this.environment = environment;
        this.client = client;
    }

    Lease<AwsCredentials> credentials() {
        String body =
                "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=keycloak-multi-region&RoleArn="
                        + encoded(String.valueOf(environment.apply("AWS_ROLE_ARN"))) + "&WebIdentityToken="
                        + encoded(token());
        ServiceAnswer answer = client.send(() -> ServiceRequest.form(sts + "/", body));
        AwsCredentials credentials = new AwsCredentials(
                field(answer, "AccessKeyId"), field(answer, "SecretAccessKey"), field(answer, "SessionToken"));
        try {
            return new Lease<>(credentials, Instant.parse(field(answer, "Expiration")));
        } catch (DateTimeException e) {
            throw answer.strange("no time in Expiration", e);
        }
    }

    private String token() {
        try {
            return Files.readString(Path.of(environment.apply("AWS_WEB_IDENTITY_TOKEN_FILE")))
                    .strip();
        } catch (IOException e) {
            throw new KeyUnavailableException(
                    location.toString(), "cannot read the file of AWS_WEB_IDENTITY_TOKEN_FILE: check its mount", e);
        }
    }

    /** STS answers in XML, of which these elements have text only. */
    private static String field(ServiceAnswer answer, String name) {
        Matcher element = Pattern.compile("<" + name + ">([^<]+)</" + name + ">")
                .matcher(new String(answer.body(), StandardCharsets.UTF_8));
        if (!element.find()) {
            throw answer.strange("no " + name, null);
        }
        return element.group(1).strip();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
