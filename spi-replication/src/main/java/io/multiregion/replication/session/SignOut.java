package io.multiregion.replication.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** How a request says that somebody leaves, as far as it tells whose session that is. Nothing is verified here. */
final class SignOut {

    private static final int LONGEST_MESSAGE = 64 * 1024;
    private static final String REALMS = "realms";

    private static final Pattern REQUEST =
            Pattern.compile("^\\s*(?:<\\?[^>]*>\\s*)?<(?:[\\w.-]+:)?LogoutRequest\\s([^>]*)>");
    private static final Pattern ISSUED = Pattern.compile("\\bIssueInstant\\s*=\\s*[\"']([^\"']+)[\"']");

    /** As Keycloak writes it into its assertions: the session's id, then its own id of the client. */
    private static final Pattern INDEX =
            Pattern.compile("<(?:[\\w.-]+:)?SessionIndex[^>]*>\\s*([^<:\\s]+)::([^<\\s]+)\\s*<");

    private SignOut() {}

    /** Whether a path below a realm is one at which sessions end: OpenID Connect's, and what a broker answers to it. */
    static boolean isAt(String path) {
        List<String> parts = Arrays.asList(path.split("/"));
        int realm = parts.indexOf(REALMS) + 1;
        return realm > 0 && parts.stream().skip(realm + 1L).anyMatch(part -> part.startsWith("logout"));
    }

    /**
     * The sessions that a SAML request is to end; empty if it is to do something else. The session was there when the request was made.
     *
     * @param encoded as it comes in a form or in a query
     */
    static Optional<List<Claims.Claim>> inSaml(String encoded) {
        return text(encoded).map(REQUEST::matcher).filter(Matcher::find).map(SignOut::claims);
    }

    private static List<Claims.Claim> claims(Matcher request) {
        List<Claims.Claim> claims = new ArrayList<>();
        Matcher issued = ISSUED.matcher(request.group(1));
        if (issued.find()) {
            try {
                Instant at = Instant.parse(issued.group(1));
                Matcher index = INDEX.matcher(request.replaceFirst(""));
                while (index.find()) {
                    claims.add(new Claims.Claim(index.group(1), index.group(2), at));
                }
            } catch (DateTimeParseException noInstant) {
                // Keycloak will say so to the caller
            }
        }
        return claims;
    }

    private static Optional<String> text(String encoded) {
        if (encoded == null || encoded.length() > LONGEST_MESSAGE) {
            return Optional.empty();
        }
        try {
            byte[] message = Base64.getMimeDecoder().decode(encoded);
            return Optional.of(message.length > 0 && message[0] == '<' ? utf8(message) : utf8(inflated(message)));
        } catch (IOException | IllegalArgumentException notSaml) {
            return Optional.empty();
        }
    }

    private static byte[] inflated(byte[] message) throws IOException {
        Inflater raw = new Inflater(true);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(message), raw)) {
            return in.readNBytes(LONGEST_MESSAGE);
        } finally {
            raw.end();
        }
    }

    private static String utf8(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }
}
