package io.multiregion.replication.wiring.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.replication.admin.Refused;
import io.multiregion.replication.admin.ReplicaRequest;
import io.multiregion.replication.admin.Replication;
import io.multiregion.replication.wiring.MultiRegion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * {@code /admin/realms/{realm}/multi-region}: for those who may view or manage the realm. Every change leaves an admin event.
 */
@Produces(MediaType.APPLICATION_JSON)
public class AdminEndpoint {

    private static final Logger LOG = Logger.getLogger(AdminEndpoint.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "MULTI_REGION_REPLICA";

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder events;

    AdminEndpoint(
            MultiRegion multiRegion, RealmModel realm, AdminPermissionEvaluator permissions, AdminEventBuilder events) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.permissions = permissions;
        this.events = events.resource(EVENT);
    }

    @GET
    public Response describe() {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        String name = realm.getName();
        return answer(200, () -> replication().describe(id, name));
    }

    @GET
    @Path("replicas")
    public Response replicas() {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        return answer(200, () -> replication().replicas(id));
    }

    @GET
    @Path("replicas/{region}")
    public Response replica(@PathParam("region") String region) {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        return answer(200, () -> replication().replica(id, region));
    }

    @POST
    @Path("replicas")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(ReplicaRequest request) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        String name = realm.getName();
        boolean master = name.equals(Config.getAdminRealm());
        return changed(
                OperationType.CREATE,
                request == null ? "" : String.valueOf(request.region()),
                request,
                answer(201, () -> replication().create(id, name, master, request)));
    }

    @PUT
    @Path("replicas/{region}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response setStatus(@PathParam("region") String region, ReplicaRequest request) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        return changed(
                OperationType.UPDATE,
                region,
                request,
                answer(200, () -> replication().setStatus(id, region, request)));
    }

    @DELETE
    @Path("replicas/{region}")
    public Response delete(
            @PathParam("region") String region, @QueryParam("force") @DefaultValue("false") boolean force) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        return changed(OperationType.DELETE, region, null, answer(202, () -> {
            replication().delete(id, region, force);
            return Map.of("region", region, "status", "DELETING");
        }));
    }

    @POST
    @Path("verify")
    public Response verify(@QueryParam("repair") @DefaultValue("false") boolean repair) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        return answer(200, () -> {
            ObjectNode result = JSON.createObjectNode();
            var reports = result.putArray("replicas");
            for (String report : replication().verify(id, repair)) {
                reports.add(JSON.readTree(report));
            }
            return result;
        });
    }

    private Replication replication() {
        return multiRegion.replication();
    }

    private Response changed(OperationType operation, String region, Object representation, Response answer) {
        if (answer.getStatus() < 300) {
            events.operation(operation)
                    .resourcePath("multi-region", "replicas", region)
                    .representation(representation)
                    .success();
        }
        return answer;
    }

    private <T> Response answer(int status, Callable<T> work) {
        try {
            return json(status, multiRegion.offRequest().call(work));
        } catch (Refused e) {
            return json(e.status(), Map.of("error", e.error(), "error_description", e.getMessage()));
        } catch (Exception e) {
            LOG.errorf(e, "a multi-region request for realm %s failed", realm.getName());
            return json(
                    500,
                    Map.of("error", "server_error", "error_description", "it failed here: look at this region's log"));
        }
    }

    private static Response json(int status, Object body) {
        try {
            return Response.status(status)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(JSON.writeValueAsString(body))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
