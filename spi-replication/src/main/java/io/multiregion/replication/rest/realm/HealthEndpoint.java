package io.multiregion.replication.rest.realm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Role;
import io.multiregion.replication.health.HealthQuestion;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/**
 * {@code GET /realms/{realm}/multi-region/health/primary} and {@code .../active}: 200 or 503, for load balancers and DNS health
 * checks. Answered from what this node knows, without the database.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class HealthEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MultiRegion multiRegion;
    private final RealmModel realm;

    HealthEndpoint(MultiRegion multiRegion, RealmModel realm) {
        this.multiRegion = multiRegion;
        this.realm = realm;
    }

    @GET
    @Path("primary")
    public Response primary() {
        return answer(HealthQuestion.PRIMARY);
    }

    @GET
    @Path("active")
    public Response active() {
        return answer(HealthQuestion.ACTIVE);
    }

    private Response answer(HealthQuestion question) {
        Optional<RealmState> state = multiRegion.topology().of(realm.getId());
        Optional<String> refusal = question.refusal(multiRegion, state, realm.getId());
        ObjectNode body = JSON.createObjectNode();
        body.put("realm", realm.getName());
        body.put("region", multiRegion.settings().region());
        body.put("role", state.map(RealmState::role).orElse(Role.STANDALONE).name());
        body.put("epoch", state.map(RealmState::epoch).orElse(0L));
        body.put("reason", refusal.orElse(null));
        return Response.status(refusal.isEmpty() ? 200 : 503)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body.toString())
                .build();
    }
}
