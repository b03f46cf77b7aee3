package io.multiregion.engine.peer.mailbox;

import io.multiregion.key.aws.AwsCredentials;
import io.multiregion.key.aws.SigV4;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Objects in a bucket of a store with the S3 protocol: of it only PUT with {@code If-None-Match: *}, GET, DELETE and ListObjectsV2, with
 * the
 * bucket in the path and signed by AWS Signature Version 4.
 */
public final class S3Box implements Box {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_LISTING = 1 << 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Names that we gave have nothing that XML would escape; others are not ours. */
    private static final Pattern KEY = Pattern.compile("<Key>([A-Za-z0-9/._-]{1,900})</Key>");

    private final HttpClient client;
    private final URI endpoint;
    private final String bucket;
    private final SigV4 signature;
    private final AwsCredentials credentials;
    private final Clock clock;

    /**
     * @param endpoint where the store is, like {@code https://s3.eu-central-1.amazonaws.com}
     * @param region of the store
     */
    public S3Box(
            HttpClient client, URI endpoint, String bucket, String region, AwsCredentials credentials, Clock clock) {
        this.client = client;
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.signature = new SigV4(region, "s3");
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public List<String> list(String prefix, int most) throws IOException {
        TreeMap<String, String> query = new TreeMap<>();
        query.put("list-type", "2");
        query.put("max-keys", String.valueOf(most));
        query.put("prefix", prefix);
        Answered answer = call("GET", "", query, new byte[0], Map.of(), LONGEST_LISTING);
        require(answer, "list " + prefix, 200);
        List<String> names = new ArrayList<>();
        Matcher keys = KEY.matcher(new String(answer.body(), StandardCharsets.UTF_8));
        while (keys.find() && names.size() < most) {
            if (keys.group(1).startsWith(prefix)) {
                names.add(keys.group(1));
            }
        }
        return names;
    }

    @Override
    public boolean putIfAbsent(String name, byte[] object) throws IOException {
        Answered answer =
                call("PUT", "/" + name, new TreeMap<>(), object, Map.of("if-none-match", "*"), LONGEST_LISTING);
        if (answer.status() == 412 || answer.status() == 409) {
            return false;
        }
        require(answer, "put " + name, 200, 201, 204);
        return true;
    }

    @Override
    public Optional<byte[]> get(String name, int most) throws IOException {
        Answered answer = call("GET", "/" + name, new TreeMap<>(), new byte[0], Map.of(), most);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        require(answer, "get " + name, 200);
        return Optional.of(answer.body());
    }

    @Override
    public void delete(String name) throws IOException {
        Answered answer = call("DELETE", "/" + name, new TreeMap<>(), new byte[0], Map.of(), LONGEST_LISTING);
        require(answer, "delete " + name, 200, 204, 404);
    }

    private record Answered(int status, byte[] body) {}

    /** Says what the store said, and nothing of who we are. */
    private void require(Answered answer, String what, int... statuses) throws IOException {
        for (int status : statuses) {
            if (answer.status() == status) {
                return;
            }
        }
        Matcher code = Pattern.compile("<Code>([A-Za-z]{1,64})</Code>")
                .matcher(new String(answer.body(), StandardCharsets.UTF_8));
        throw new IOException("bucket " + bucket + " at " + endpoint + " answered with HTTP status " + answer.status()
                + (code.find() ? " " + code.group(1) : "") + " to: " + what);
    }

    private Answered call(
            String method,
            String path,
            TreeMap<String, String> query,
            byte[] body,
            Map<String, String> conditions,
            int most)
            throws IOException {
        String wholePath = "/" + bucket + path;
        String wholeQuery = query.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        Map<String, String> headers = new LinkedHashMap<>(conditions);
        headers.put("host", endpoint.getAuthority());
        headers.put("x-amz-date", TIME.format(clock.instant()));
        headers.put("x-amz-content-sha256", sha256(body));
        if (credentials.token() != null) {
            headers.put("x-amz-security-token", credentials.token());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(endpoint + wholePath + (wholeQuery.isEmpty() ? "" : "?" + wholeQuery)))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        signature.authorization(method, wholePath, wholeQuery, headers, body, credentials))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.remove("host");
        headers.forEach(request::header);
        return answer(request.build(), most);
    }

    private Answered answer(HttpRequest request, int most) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(most + 1);
                if (body.length > most) {
                    throw new IOException(request.uri().getPath() + " has more than " + most + " bytes");
                }
                return new Answered(response.statusCode(), body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + endpoint + " is waited for");
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
