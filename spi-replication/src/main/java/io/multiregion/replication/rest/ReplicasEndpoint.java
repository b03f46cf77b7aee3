package io.multiregion.replication.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.operate.view.ReplicaRepresentation;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.written.SemiSync;
import io.multiregion.engine.written.SemiSyncDesk.Terms;
import io.multiregion.replication.access.Audit;
import io.multiregion.replication.access.Deed;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
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
import java.util.concurrent.atomic.AtomicReference;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/replicas}: which other regions hold the realm. */
@Produces(MediaType.APPLICATION_JSON)
public final class ReplicasEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Audit audit;
    private final Answers answers;

    ReplicasEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Audit audit, Answers answers) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = access;
        this.audit = audit;
        this.answers = answers;
    }

    @GET
    public Response list() {
        access.requireView();
        String id = realm.getId();
        Sight sight = access.sight();
        return answers.of(200, () -> multiRegion.view().replicas(id, sight));
    }

    @GET
    @Path("{region}")
    public Response replica(@PathParam("region") String region) {
        access.requireView();
        String id = realm.getId();
        Sight sight = access.sight();
        return answers.of(200, () -> multiRegion.view().replica(id, region, sight));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(ReplicaRequest request) {
        access.requireManage();
        String id = realm.getId();
        String name = realm.getName();
        boolean master = Access.isMaster(realm);
        Mandate mandate = access.mandate();
        return audited(
                OperationType.CREATE,
                request == null ? "" : String.valueOf(request.region()),
                request,
                answers.of(201, () -> multiRegion.replicas().create(id, name, master, request, mandate)));
    }

    @PUT
    @Path("{region}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response setStatus(@PathParam("region") String region, ReplicaRequest request) {
        access.requireManage();
        String id = realm.getId();
        return audited(
                OperationType.UPDATE,
                region,
                request,
                answers.of(
                        ReplicasEndpoint::status, () -> multiRegion.replicas().setStatus(id, region, request)));
    }

    /** Not done before its region has confirmed it. */
    private static int status(ReplicaRepresentation replica) {
        return replica.status().equals(replica.wanted()) ? 200 : 202;
    }

    @DELETE
    @Path("{region}")
    public Response delete(
            @PathParam("region") String region, @QueryParam("force") @DefaultValue("false") boolean force) {
        access.requireManage();
        String id = realm.getId();
        Mandate mandate = access.mandate();
        return audited(OperationType.DELETE, region, null, answers.of(202, () -> {
            multiRegion.replicas().delete(id, region, force, mandate);
            return Map.of("region", region, "status", "DELETING");
        }));
    }

    /** What failed is tried again at once: for somebody who has mended its cause. */
    @POST
    @Path("{region}/retry")
    public Response tryAgain(@PathParam("region") String region) {
        access.requireManage();
        String id = realm.getId();
        return answers.of(202, () -> {
            multiRegion.replicas().tryAgain(id, region);
            return Map.of("region", region);
        });
    }

    /** How many regions must hold a write before it is answered. No region can have this name: it has a capital. */
    @GET
    @Path("semiSync")
    public Response semiSync() {
        access.requireView();
        String id = realm.getId();
        String name = realm.getName();
        return answers.of(200, () -> multiRegion.engine().semiSync().describe(id, name));
    }

    /** It is written into the realm, as a change like any other. */
    @PUT
    @Path("semiSync")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response setSemiSync(Terms terms) {
        access.requireManage();
        String id = realm.getId();
        AtomicReference<SemiSync> checked = new AtomicReference<>();
        Response answer = answers.of(200, () -> {
            checked.set(multiRegion.engine().semiSync().checked(id, terms));
            return checked.get().attributes();
        });
        if (checked.get() != null) {
            checked.get().attributes().forEach(realm::setAttribute);
        }
        return audited(OperationType.UPDATE, terms, answer);
    }

    @DELETE
    @Path("semiSync")
    public Response endSemiSync() {
        access.requireManage();
        String id = realm.getId();
        Response answer = answers.of(200, () -> {
            multiRegion.engine().semiSync().requirePrimary(id);
            return Map.of();
        });
        if (Answers.error(answer).isEmpty()) {
            SemiSync.ATTRIBUTES.forEach(realm::removeAttribute);
        }
        return audited(OperationType.DELETE, null, answer);
    }

    private Response audited(OperationType operation, Terms terms, Response answer) {
        Map<String, Object> facts =
                terms == null ? Map.of() : JSON.convertValue(terms, new TypeReference<Map<String, Object>>() {});
        audit.record(
                Deed.of(Subject.REPLICA, operation, "multi-region/replicas/semiSync", facts), Answers.error(answer));
        return answer;
    }

    private Response audited(OperationType operation, String region, ReplicaRequest request, Response answer) {
        Deed deed = Deed.of(Subject.REPLICA, operation, "multi-region/replicas/" + region, facts(request));
        audit.record(deed, Answers.error(answer));
        return answer;
    }

    private static Map<String, Object> facts(ReplicaRequest request) {
        return request == null ? Map.of() : JSON.convertValue(request, new TypeReference<>() {});
    }
}
