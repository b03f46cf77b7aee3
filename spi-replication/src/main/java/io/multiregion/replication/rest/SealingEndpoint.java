package io.multiregion.replication.rest;

import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.operate.SealingDesk;
import io.multiregion.engine.operate.view.SealingRequest;
import io.multiregion.replication.access.Audit;
import io.multiregion.replication.access.Deed;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/**
 * {@code /admin/realms/{realm}/multi-region/sealing}: secrets at rest. To turn sealing off and to destroy keys is for
 * administrators of the master realm: a realm's own administrators do not decide about their operator's protection.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class SealingEndpoint {

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Audit audit;
    private final Answers answers;

    SealingEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Audit audit, Answers answers) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = access;
        this.audit = audit;
        this.answers = answers;
    }

    @GET
    public Response describe() {
        access.requireView();
        String id = realm.getId();
        Mandate mandate = access.mandate();
        return answers.of(200, () -> desk().describe(id, mandate));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response set(SealingRequest request) {
        access.requireManage();
        if (request != null && Boolean.FALSE.equals(request.enabled())) {
            access.requireOperator();
        }
        String id = realm.getId();
        boolean master = Access.isMaster(realm);
        Mandate mandate = access.mandate();
        return audited(
                OperationType.UPDATE,
                "",
                request == null ? Map.of() : Map.of("enabled", String.valueOf(request.enabled())),
                answers.of(200, () -> desk().set(id, master, request, mandate)));
    }

    @POST
    @Path("rotate")
    public Response rotate() {
        access.requireManage();
        String id = realm.getId();
        Mandate mandate = access.mandate();
        return audited(OperationType.ACTION, "/rotate", Map.of(), answers.of(200, () -> desk().rotate(id, mandate)));
    }

    @POST
    @Path("destroy")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response destroy(SealingRequest request) {
        access.requireManage();
        access.requireOperator();
        String id = realm.getId();
        String name = realm.getName();
        return audited(
                OperationType.DELETE, "/destroy", Map.of(), answers.of(200, () -> desk().destroy(id, name, request)));
    }

    /** For the master realm: all data keys of this region, wrapped anew. */
    @POST
    @Path("rewrap")
    public Response rewrap() {
        access.requireManage();
        access.requireOperator();
        return audited(OperationType.ACTION, "/rewrap", Map.of(), answers.of(200, desk()::rewrap));
    }

    private SealingDesk desk() {
        return multiRegion.engine().sealing();
    }

    private Response audited(OperationType operation, String path, Map<String, ?> facts, Response answer) {
        Deed deed = Deed.of(Subject.SEALING, operation, "multi-region/sealing" + path, facts);
        audit.record(deed, Answers.error(answer));
        return answer;
    }
}
