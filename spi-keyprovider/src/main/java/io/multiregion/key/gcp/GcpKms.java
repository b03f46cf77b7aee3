package io.multiregion.key.gcp;

import io.multiregion.key.http.KeyClient;
import io.multiregion.key.http.Refusals;
import io.multiregion.key.http.Renewed;
import io.multiregion.key.http.ServiceAnswer;
import io.multiregion.key.http.ServiceCall;
import io.multiregion.key.http.ServiceRequest;
import io.multiregion.key.place.KeyUri;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/** The operations of one key of Google Cloud KMS. Both sides check what they received by its CRC32C, as Google advises. */
final class GcpKms {

    private static final Refusals REFUSALS = new Refusals(
            "its service",
            body -> body.at("/error/status").asText(""),
            Set.of("RESOURCE_EXHAUSTED", "ABORTED", "UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL"),
            Set.of("UNAUTHENTICATED"));

    private final KeyUri location;
    private final String url;
    private final Renewed<String> token;
    private final KeyClient client;

    GcpKms(KeyUri location, String endpoint, Renewed<String> token) {
        this.location = location;
        this.url = endpoint + "/v1/" + location.place();
        this.token = token;
        this.client = new KeyClient(location.toString(), location.timeLimit(), REFUSALS);
    }

    String uri() {
        return location.toString();
    }

    ServiceAnswer call(String operation, Map<String, ?> fields) {
        return client.send(ServiceCall.bearer(token, () -> ServiceRequest.post(url + ":" + operation, fields)));
    }

    /** A field in Base64 that comes with its checksum. */
    static byte[] checked(ServiceAnswer answer, String field) {
        byte[] bytes = answer.bytes("/" + field);
        if (!answer.json().path(field + "Crc32c").asText("").equals(checksum(bytes))) {
            throw answer.strange(field + " was damaged", null);
        }
        return bytes;
    }

    /** Google says that it compared the checksum of what it was given. */
    static ServiceAnswer verified(ServiceAnswer answer, String flag) {
        if (!answer.json().path(flag).asBoolean(false)) {
            throw answer.strange("no " + flag, null);
        }
        return answer;
    }

    /** An int64, which JSON of Google has as text. */
    static String checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return String.valueOf(sum.getValue());
    }

    @Override
    public String toString() {
        return uri();
    }
}
