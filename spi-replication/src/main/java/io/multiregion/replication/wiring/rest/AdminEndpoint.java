package io.multiregion.replication.wiring.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.replication.admin.ReadinessRepresentation;
import io.multiregion.replication.admin.ReplicaRequest;
import io.multiregion.replication.admin.Replication;
import io.multiregion.replication.failover.MoveRequest;
import io.multiregion.replication.failover.Moved;
import io.multiregion.replication.topology.RealmState;
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
import java.util.function.Predicate;
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

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "MULTI_REGION_REPLICA";

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder events;
    private final Answers answers;

    AdminEndpoint(
            MultiRegion multiRegion, RealmModel realm, AdminPermissionEvaluator permissions, AdminEventBuilder events) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.permissions = permissions;
        this.events = events.resource(EVENT);
        this.answers = new Answers(multiRegion, realm.getName());
    }

    @GET
    public Response describe() {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        String name = realm.getName();
        return answers.of(200, () -> replication().describe(id, name));
    }

    @GET
    @Path("replicas")
    public Response replicas() {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        return answers.of(200, () -> replication().replicas(id));
    }

    @GET
    @Path("replicas/{region}")
    public Response replica(@PathParam("region") String region) {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        return answers.of(200, () -> replication().replica(id, region));
    }

    @POST
    @Path("replicas")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(ReplicaRequest request) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        String name = realm.getName();
        boolean master = isMaster();
        return changed(
                OperationType.CREATE,
                request == null ? "" : String.valueOf(request.region()),
                request,
                answers.of(201, () -> replication().create(id, name, master, request)));
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
                answers.of(200, () -> replication().setStatus(id, region, request)));
    }

    @DELETE
    @Path("replicas/{region}")
    public Response delete(
            @PathParam("region") String region, @QueryParam("force") @DefaultValue("false") boolean force) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        return changed(OperationType.DELETE, region, null, answers.of(202, () -> {
            replication().delete(id, region, force);
            return Map.of("region", region, "status", "DELETING");
        }));
    }

    @POST
    @Path("verify")
    public Response verify(@QueryParam("repair") @DefaultValue("false") boolean repair) {
        permissions.realm().requireManageRealm();
        String id = realm.getId();
        return answers.of(200, () -> {
            ObjectNode result = JSON.createObjectNode();
            var reports = result.putArray("replicas");
            for (String report : replication().verify(id, repair)) {
                reports.add(JSON.readTree(report));
            }
            return result;
        });
    }

    @POST
    @Path("switchover")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response switchover(MoveRequest request) {
        permissions.realm().requireManageRealm();
        return move("MULTI_REGION_SWITCHOVER", request, RealmState::isPrimary, multiRegion.switchover()::perform);
    }

    @POST
    @Path("failover")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response failover(MoveRequest request) {
        permissions.realm().requireManageRealm();
        return move("MULTI_REGION_FAILOVER", request, RealmState::isSecondary, multiRegion.failover()::perform);
    }

    @GET
    @Path("failover/preview")
    public Response preview() {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        return answers.of(200, () -> multiRegion.failover().preview(id));
    }

    @GET
    @Path("readiness")
    public Response readiness() {
        permissions.realm().requireViewRealm();
        String id = realm.getId();
        return answers.of(
                200,
                () -> Map.of(
                        "replicas",
                        multiRegion.replication().replicas(id).stream()
                                .map(replica -> ReadinessRepresentation.of(
                                        replica.region(),
                                        multiRegion.switchover().findings(id, replica.region())))
                                .toList()));
    }

    @Path("divergences")
    public DivergenceEndpoint divergences() {
        return new DivergenceEndpoint(multiRegion, realm, permissions, events, answers);
    }

    private interface Move {
        Moved of(String realmId, MoveRequest request);
    }

    /** For the master realm: all realms that the region has the role for. */
    private Response move(String event, MoveRequest request, Predicate<RealmState> mine, Move move) {
        MoveRequest asked = request == null ? MoveRequest.empty() : request;
        String id = realm.getId();
        Response answer = isMaster()
                ? answers.of(
                        200,
                        () -> Map.of(
                                "realms",
                                multiRegion.topology().all().stream()
                                        .filter(mine)
                                        .map(state ->
                                                answers.each(state.realmName(), () -> move.of(state.realmId(), asked)))
                                        .toList()))
                : answers.of(200, () -> move.of(id, asked));
        if (answer.getStatus() < 300) {
            events.operation(OperationType.ACTION)
                    .resource(event)
                    .resourcePath("multi-region", event.endsWith("SWITCHOVER") ? "switchover" : "failover")
                    .representation(Map.of(
                            "reason", String.valueOf(asked.reason()), "result", String.valueOf(answer.getEntity())))
                    .success();
        }
        return answer;
    }

    private boolean isMaster() {
        return realm.getName().equals(Config.getAdminRealm());
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
}
