package io.multiregion.engine.peer.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.settings.BaseUrl;
import io.multiregion.key.trust.Certificates;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * What an operator gives this region of another one: the answer of that region's {@code identity}, as it is.
 *
 * @param region its name, as it was given; null if it was not
 * @param url the base URL of its Keycloak; null if it was not given
 * @param certificates all that it is to be known by, each once; not empty
 * @param replace whether they take the place of others that it is known by
 */
record PairingRequest(String region, URI url, List<X509Certificate> certificates, boolean replace) {

    /** The longest body, in bytes. */
    static final int LONGEST = 128 * 1024;

    private static final int LONGEST_URL = 2048;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WHAT = "give what GET .../multi-region/identity of the other region answers, as JSON";

    /** @throws RefusedException with 400, naming the member that is wrong */
    static PairingRequest read(byte[] body) {
        if (body.length > LONGEST) {
            throw refused("too_long", "the body has more than " + LONGEST + " bytes: " + WHAT);
        }
        JsonNode json = json(body);
        List<X509Certificate> certificates = certificates(json.path("certificates"));
        checkFingerprints(json.path("fingerprints"), certificates);
        JsonNode replace = json.path("replace");
        if (!replace.isMissingNode() && !replace.isBoolean()) {
            throw refused("invalid_replace", "replace is true or false");
        }
        return new PairingRequest(
                text(json, "region"),
                url(json),
                List.copyOf(new LinkedHashSet<>(certificates)),
                replace.asBoolean(false));
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (IOException e) {
            // said below
        }
        throw refused("invalid_json", "the body is no JSON object: " + WHAT);
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw refused("invalid_" + name, name + " is no text: " + WHAT);
        }
        return value.textValue();
    }

    private static URI url(JsonNode json) {
        String url = text(json, "url");
        if (url == null) {
            return null;
        }
        if (url.length() > LONGEST_URL) {
            throw refused("invalid_url", "the url has more than " + LONGEST_URL + " letters");
        }
        try {
            return BaseUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw refused("invalid_url", e.getMessage());
        }
    }

    private static List<X509Certificate> certificates(JsonNode json) {
        if (!json.isArray() || json.isEmpty() || json.size() > Certificates.MOST) {
            throw refused("invalid_certificates", "certificates is no list of 1 to " + Certificates.MOST + ": " + WHAT);
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (JsonNode each : json) {
            if (!each.isTextual()) {
                throw refused("invalid_certificates", "a certificate is no text in PEM: " + WHAT);
            }
            try {
                certificates.addAll(Certificates.read(each.textValue()));
            } catch (IllegalArgumentException e) {
                throw refused(
                        "invalid_certificates", "certificate " + (certificates.size() + 1) + ": " + e.getMessage());
            }
        }
        if (certificates.size() > Certificates.MOST) {
            throw refused("invalid_certificates", "these are more than " + Certificates.MOST + " certificates");
        }
        return certificates;
    }

    /** They prove nothing beside the certificates, but show that the two belong together as they were given. */
    private static void checkFingerprints(JsonNode json, List<X509Certificate> certificates) {
        if (json.isMissingNode() || json.isNull()) {
            return;
        }
        if (!json.isArray() || json.size() != certificates.size()) {
            throw refused(
                    "fingerprint_mismatch",
                    "fingerprints has not one for each of the " + certificates.size()
                            + " certificates, in their order: " + WHAT);
        }
        for (int i = 0; i < certificates.size(); i++) {
            String found = Certificates.fingerprint(certificates.get(i));
            if (!found.equals(json.get(i).asText().trim().toUpperCase(Locale.ROOT))) {
                throw refused(
                        "fingerprint_mismatch",
                        "certificate " + (i + 1) + " has the fingerprint " + found
                                + ", not the one given: get both anew from the other region, and compare them by eye");
            }
        }
    }

    private static RefusedException refused(String error, String message) {
        return new RefusedException(400, error, message);
    }
}
