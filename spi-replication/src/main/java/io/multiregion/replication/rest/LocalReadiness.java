package io.multiregion.replication.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.peer.KeysUsable;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.replication.readiness.ProbeTokens;
import io.multiregion.replication.readiness.use.ProvidersPresent;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.common.VerificationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What the answering region has and lacks for a realm, whatever its role; asks no other region. */
@Produces(MediaType.APPLICATION_JSON)
public final class LocalReadiness {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USABLE = "usable";

    private final MultiRegion multiRegion;
    private final KeycloakSession session;
    private final RealmModel realm;
    private final Mandate mandate;

    LocalReadiness(MultiRegion multiRegion, KeycloakSession session, RealmModel realm, Mandate mandate) {
        this.multiRegion = multiRegion;
        this.session = session;
        this.realm = realm;
        this.mandate = mandate;
    }

    @GET
    public Response describe() throws JsonProcessingException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("region", multiRegion.settings().region());
        answer.put("realm", realm.getName());
        answer.put(
                "missingProviders", new ProvidersPresent(session.getKeycloakSessionFactory()).missing(realm.getId()));
        answer.put("signing", signing());
        Map<String, Object> keys = new TreeMap<>();
        multiRegion.trust().keysUsable().withAll().forEach((peer, report) -> keys.put(peer, json(report)));
        answer.put("keys", keys);
        return Response.ok(JSON.writeValueAsString(answer)).build();
    }

    /** By algorithm of the realm: what was signed here also validates here. */
    private Map<String, String> signing() {
        String region = multiRegion.settings().region();
        ProbeTokens tokens = new ProbeTokens(session, realm, Clock.systemUTC());
        Map<String, String> signing = new TreeMap<>();
        try {
            for (String token : tokens.mint(region, region)) {
                signing.put(tokens.validate(region, region, token), USABLE);
            }
        } catch (IllegalStateException | VerificationException e) {
            signing.put("failed", e.getMessage());
        }
        return signing;
    }

    private Map<String, Object> json(KeysUsable.Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(USABLE, report.usable());
        json.put("problems", mandate.isOperator() || report.usable() ? report.problems() : List.of(KeyTrouble.SAID));
        json.put("ownCertificateExpires", report.ownCertificateExpires().toString());
        return json;
    }
}
