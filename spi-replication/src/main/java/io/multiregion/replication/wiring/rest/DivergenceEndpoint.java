package io.multiregion.replication.wiring.rest;

import io.multiregion.replication.admin.DivergenceDesk;
import io.multiregion.replication.wiring.MultiRegion;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/multi-region/divergences}: what a deposed primary had, listed and decided about. */
@Produces(MediaType.APPLICATION_JSON)
public class DivergenceEndpoint {

    private static final String EVENT = "MULTI_REGION_DIVERGENCE";

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder events;
    private final Answers answers;

    DivergenceEndpoint(
            MultiRegion multiRegion,
            RealmModel realm,
            AdminPermissionEvaluator permissions,
            AdminEventBuilder events,
            Answers answers) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.permissions = permissions;
        this.events = events;
        this.answers = answers;
    }

    @GET
    public Response list() {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        return answers.of(200, () -> desk().list(id));
    }

    @GET
    @Path("{id}")
    public Response export(@PathParam("id") String divergence) {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        return answers.of(200, () -> desk().export(id, divergence));
    }

    @POST
    @Path("reapply")
    public Response reapplyAll() {
        return reapply(null);
    }

    @POST
    @Path("{id}/reapply")
    public Response reapply(@PathParam("id") String divergence) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        return audited(OperationType.ACTION, divergence, answers.of(200, () -> desk().reapply(id, divergence)));
    }

    @DELETE
    public Response dismissAll() {
        return dismiss(null);
    }

    @DELETE
    @Path("{id}")
    public Response dismiss(@PathParam("id") String divergence) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        return audited(OperationType.DELETE, divergence, answers.of(200, () -> desk().dismiss(id, divergence)));
    }

    private DivergenceDesk desk() {
        return multiRegion.divergences();
    }

    private Response audited(OperationType operation, String divergence, Response answer) {
        if (answer.getStatus() < 300) {
            events.operation(operation)
                    .resource(EVENT)
                    .resourcePath("multi-region", "divergences", divergence == null ? "all" : divergence)
                    .representation(String.valueOf(answer.getEntity()))
                    .success();
        }
        return answer;
    }
}
