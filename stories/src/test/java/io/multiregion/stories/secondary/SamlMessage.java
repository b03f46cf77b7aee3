package io.multiregion.stories.secondary;

import io.multiregion.lab.client.Admin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** What SAML clients send, unsigned. */
record SamlMessage(String xml) {

    private static final String SPACES = "xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
            + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"";

    static SamlMessage signIn(String client) {
        return of("AuthnRequest", client, "");
    }

    static SamlMessage logout(String client, String user, String index) {
        return of(
                "LogoutRequest",
                client,
                "<saml:NameID>" + user + "</saml:NameID><samlp:SessionIndex>" + index + "</samlp:SessionIndex>");
    }

    static SamlMessage resolve(String client, String artifact) {
        return of("ArtifactResolve", client, "<samlp:Artifact>" + artifact + "</samlp:Artifact>");
    }

    private static SamlMessage of(String type, String client, String content) {
        return new SamlMessage(
                "<samlp:%1$s %2$s ID=\"_%3$s\" Version=\"2.0\" IssueInstant=\"%4$s\"><saml:Issuer>%5$s</saml:Issuer>%6$s</samlp:%1$s>"
                        .formatted(
                                type,
                                SPACES,
                                UUID.randomUUID(),
                                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                                client,
                                content));
    }

    /** As a form has it. */
    String posted() {
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }

    /** As a query has it. */
    String redirected() {
        try {
            var bytes = new ByteArrayOutputStream();
            try (var out = new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
                out.write(xml.getBytes(StandardCharsets.UTF_8));
            }
            return Admin.encode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String inEnvelope() {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + xml
                + "</soap:Body></soap:Envelope>";
    }

    /** What a page posts to a client or to a realm. */
    static SamlMessage in(String page) {
        return new SamlMessage(
                new String(Base64.getMimeDecoder().decode(field("SAMLResponse", page)), StandardCharsets.UTF_8));
    }

    /** A field of a form that nobody sees. */
    static String field(String name, String page) {
        return WaysRealm.first("(?i)name=\"" + name + "\" value=\"([^\"]*)\"", page);
    }
}
