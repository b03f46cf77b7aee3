package io.multiregion.replication.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * The record of what operators do. Each deed leaves an INFO line in the log {@code io.multiregion.audit}, one JSON object, whatever
 * the realm's settings are; and an admin event, which goes to all event listeners of the realm and, if the realm keeps admin events,
 * to this region's database. Events are regional: a region keeps those of the calls that it answered, before and after a failover.
 */
public final class Audit {

    private static final Logger LINES = Logger.getLogger("io.multiregion.audit");
    private static final Logger LOG = Logger.getLogger(Audit.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String region;
    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminAuth auth;

    /**
     * @param region the name of this region
     * @param session of the request; the event is part of its transaction
     * @param auth who asked
     */
    public Audit(String region, KeycloakSession session, RealmModel realm, AdminAuth auth) {
        this.region = region;
        this.session = session;
        this.realm = realm;
        this.auth = auth;
    }

    /**
     * Records what was asked for. Never throws: a deed is not undone because its record failed, the line is written first.
     *
     * @param error the code of the answer, or empty if it was done
     */
    public void record(Deed deed, Optional<String> error) {
        try {
            LINES.info(line(deed, error));
            event(deed, error);
        } catch (RuntimeException e) {
            LOG.errorf(e, "this could not be recorded in full: %s %s", deed.subject(), deed.json());
        }
    }

    private void event(Deed deed, Optional<String> error) {
        AdminEventBuilder event =
                new AdminEventBuilder(realm, auth, session, session.getContext().getConnection());
        event.resource(deed.subject().resourceType())
                .operation(deed.operation())
                .resourcePath(deed.path())
                .representation(deed.json())
                .detail("region", region)
                .detail("oldEpoch", Objects.toString(deed.oldEpoch(), null))
                .detail("epoch", Objects.toString(deed.epoch(), null))
                .detail("reason", deed.reason())
                .detail("overridden", String.join(",", deed.overridden()));
        event.getEvent().setError(error.orElse(null));
        event.success();
    }

    private String line(Deed deed, Optional<String> error) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now().toString());
        line.put("region", region);
        line.put("realm", realm.getName());
        line.put("realmId", realm.getId());
        line.put("subject", deed.subject().resourceType());
        line.put("operation", deed.operation().name());
        line.put("path", deed.path());
        line.put("outcome", error.isEmpty() ? "done" : "refused");
        error.ifPresent(code -> line.put("error", code));
        line.put("who", who());
        line.putAll(deed.json());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> who() {
        Map<String, Object> who = new LinkedHashMap<>();
        UserModel user = auth.getUser();
        ClientModel client = auth.getClient();
        who.put("realm", auth.getRealm().getName());
        who.put("userId", user == null ? null : user.getId());
        who.put("user", user == null ? null : user.getUsername());
        who.put("client", client == null ? null : client.getClientId());
        who.put("address", session.getContext().getConnection().getRemoteHost());
        return who;
    }
}
