package io.multiregion.replication.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.operate.VerifyDesk;
import io.multiregion.replication.access.Audit;
import io.multiregion.replication.access.Deed;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.Callable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/verify}: whether the replicas have what the primary has. */
@Produces(MediaType.APPLICATION_JSON)
public final class VerifyEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "multi-region/verify";

    private final MultiRegion multiRegion;
    private final String realmId;
    private final Access access;
    private final Audit audit;
    private final Answers answers;

    VerifyEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Audit audit, Answers answers) {
        this.multiRegion = multiRegion;
        this.realmId = realm.getId();
        this.access = access;
        this.audit = audit;
        this.answers = answers;
    }

    @POST
    public Response verify(@QueryParam("repair") @DefaultValue("false") boolean repair) {
        access.requireManage();
        Mask mask = access.mask();
        Response answer = compared(() -> multiRegion.comparisons().verify(realmId, repair, mask));
        return repair ? recorded(Map.of("repair", true), answer) : answer;
    }

    /** How far verifications are, and what the last ones found. */
    @GET
    public Response verification() {
        access.requireView();
        Mask mask = access.mask();
        return compared(() -> multiRegion.comparisons().known(realmId, mask));
    }

    /** Takes back the verifications that are not done. */
    @DELETE
    public Response cancelVerification() {
        access.requireManage();
        Mask mask = access.mask();
        return recorded(
                Map.of("cancel", true), compared(() -> multiRegion.comparisons().cancel(realmId, mask)));
    }

    /** What is not done yet has been accepted. */
    private Response compared(Callable<VerifyDesk.Known> work) {
        Response answer = answers.of(200, () -> {
            VerifyDesk.Known known = work.call();
            ObjectNode result = JSON.createObjectNode().put("done", known.done());
            var reports = result.putArray("replicas");
            for (String report : known.replicas()) {
                reports.add(JSON.readTree(report));
            }
            return result;
        });
        return Boolean.FALSE.equals(Answers.members(answer).get("done"))
                ? Response.fromResponse(answer).status(202).build()
                : answer;
    }

    private Response recorded(Map<String, Object> facts, Response answer) {
        audit.record(Deed.of(Subject.REPLICA, OperationType.ACTION, PATH, facts), Answers.error(answer));
        return answer;
    }
}
