package io.multiregion.replication.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.common.VerificationException;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Tokens that prove that a realm's signing keys work in one region and are known in another. They are signed like any token of the
 * realm and good for nothing else: no user, no session, no client, an issuer and a type that no endpoint of Keycloak takes.
 */
public final class ProbeTokens {

    /** The type, in the header and in the body. */
    public static final String TYPE = "multi-region-probe";

    private static final String ISSUER = "urn:multi-region:";
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    /** @param session whose context is the realm */
    public ProbeTokens(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /**
     * Signs one token with the active key of each signing algorithm of the realm.
     *
     * @param from this region
     * @param to the region that is to validate them
     * @throws IllegalStateException if the realm has no active signing key here, or one can't be used
     */
    public List<String> mint(String from, String to) {
        Set<String> algorithms = new TreeSet<>();
        session.keys()
                .getKeysStream(realm)
                .filter(key ->
                        KeyUse.SIG.equals(key.getUse()) && key.getStatus().isActive())
                .map(KeyWrapper::getAlgorithmOrDefault)
                .filter(Objects::nonNull)
                .forEach(algorithms::add);
        if (algorithms.isEmpty()) {
            throw new IllegalStateException(
                    "realm " + realm.getName() + " has no active signing key in region " + from);
        }
        List<String> tokens = new ArrayList<>();
        for (String algorithm : algorithms) {
            tokens.add(sign(session.keys().getActiveKey(realm, KeyUse.SIG, algorithm), algorithm, from, to));
        }
        return List.copyOf(tokens);
    }

    private String sign(KeyWrapper key, String algorithm, String from, String to) {
        Instant now = clock.instant();
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("typ", TYPE);
        body.put("iss", ISSUER + from);
        body.put("aud", ISSUER + to);
        body.put("realm", realm.getId());
        body.put("jti", HexFormat.of().formatHex(id));
        body.put("iat", now.getEpochSecond());
        body.put("exp", now.plus(LIFE).getEpochSecond());
        try {
            return new JWSBuilder()
                    .type(TYPE)
                    .kid(key.getKid())
                    .jsonContent(body)
                    .sign(session.getProvider(SignatureProvider.class, algorithm)
                            .signer(key));
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the " + algorithm + " key " + key.getKid() + " can't sign in region " + from + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Validates a token of another region by the realm's keys as this region has them, and returns its algorithm.
     *
     * @param from the region that signed it
     * @param to this region
     * @throws VerificationException saying what is wrong
     */
    public String validate(String from, String to, String token) throws VerificationException {
        JWSInput input = parse(token);
        String algorithm = String.valueOf(input.getHeader().getRawAlgorithm());
        KeyWrapper key = session.keys().getKey(realm, input.getHeader().getKeyId(), KeyUse.SIG, algorithm);
        if (key == null || !key.getStatus().isEnabled()) {
            throw new VerificationException("region " + to + " has no " + algorithm + " key "
                    + input.getHeader().getKeyId() + " of realm " + realm.getName());
        }
        SignatureProvider signatures = session.getProvider(SignatureProvider.class, algorithm);
        byte[] signed = input.getEncodedSignatureInput().getBytes(StandardCharsets.UTF_8);
        if (signatures == null || !signatures.verifier(key.getKid()).verify(signed, input.getSignature())) {
            throw new VerificationException("the signature by " + algorithm + " does not verify in region " + to);
        }
        requireClaims(input, from, to);
        return algorithm;
    }

    private static JWSInput parse(String token) throws VerificationException {
        try {
            return new JWSInput(token);
        } catch (JWSInputException e) {
            throw new VerificationException("this is no signed token", e);
        }
    }

    private void requireClaims(JWSInput input, String from, String to) throws VerificationException {
        JsonNode body;
        try {
            body = JSON.readTree(input.getContent());
        } catch (IOException e) {
            throw new VerificationException("the token has no JSON in it", e);
        }
        require(
                TYPE.equals(input.getHeader().getType()),
                "header type",
                TYPE,
                input.getHeader().getType());
        requireText(body, "typ", TYPE);
        requireText(body, "iss", ISSUER + from);
        requireText(body, "aud", ISSUER + to);
        requireText(body, "realm", realm.getId());
        Instant now = clock.instant();
        Instant issued = Instant.ofEpochSecond(body.path("iat").asLong());
        Instant expires = Instant.ofEpochSecond(body.path("exp").asLong());
        require(!issued.isAfter(now.plus(CLOCKS_DIFFER)), "issue time", "in the past", issued);
        require(expires.isAfter(now.minus(CLOCKS_DIFFER)), "expiry", "in the future", expires);
    }

    private static void requireText(JsonNode body, String claim, String expected) throws VerificationException {
        String found = body.path(claim).asText(null);
        require(expected.equals(found), claim, expected, found);
    }

    private static void require(boolean holds, String what, String expected, Object found)
            throws VerificationException {
        if (!holds) {
            throw new VerificationException(
                    "the token's " + what + " is not " + expected + " but " + Objects.toString(found));
        }
    }
}
