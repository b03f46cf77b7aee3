package io.multiregion.replication.rest;

import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.operate.DivergenceDesk;
import io.multiregion.replication.access.Audit;
import io.multiregion.replication.access.Deed;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/divergences}: what a deposed primary had, listed and decided about. */
@Produces(MediaType.APPLICATION_JSON)
public final class DivergenceEndpoint {

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Audit audit;
    private final Answers answers;

    DivergenceEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Audit audit, Answers answers) {
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
        Mask mask = access.mask();
        return answers.of(200, () -> desk().list(id, mask));
    }

    /** With all its rows: only for those who may decide about it, and a user's only for those who may view users. */
    @GET
    @Path("{id}")
    public Response export(@PathParam("id") String divergence) {
        access.requireManage();
        String id = realm.getId();
        Mask mask = access.mask();
        return answers.of(200, () -> desk().export(id, divergence, mask));
    }

    /** @param ids which ones; all that are open if none is named */
    @POST
    @Path("reapply")
    public Response reapplySome(@QueryParam("id") List<String> ids) {
        return reapply(ids);
    }

    @POST
    @Path("{id}/reapply")
    public Response reapplyOne(@PathParam("id") String divergence) {
        return reapply(List.of(divergence));
    }

    /** @param ids which ones; all that are open if none is named */
    @DELETE
    public Response dismissSome(@QueryParam("id") List<String> ids) {
        return dismiss(ids);
    }

    @DELETE
    @Path("{id}")
    public Response dismissOne(@PathParam("id") String divergence) {
        return dismiss(List.of(divergence));
    }

    private Response reapply(List<String> ids) {
        access.requireManage();
        String id = realm.getId();
        Mask mask = access.mask();
        return audited(OperationType.ACTION, ids, answers.of(200, () -> desk().reapply(id, ids, mask)));
    }

    private Response dismiss(List<String> ids) {
        access.requireManage();
        String id = realm.getId();
        Mask mask = access.mask();
        return audited(OperationType.DELETE, ids, answers.of(200, () -> desk().dismiss(id, ids, mask)));
    }

    private DivergenceDesk desk() {
        return multiRegion.divergences();
    }

    private Response audited(OperationType operation, List<String> ids, Response answer) {
        String which = ids.size() == 1 ? ids.get(0) : ids.isEmpty() ? "all" : "some";
        Map<String, Object> facts = ids.size() > 1 ? Map.of("ids", ids) : Map.of();
        Deed deed = Deed.of(Subject.DIVERGENCE, operation, "multi-region/divergences/" + which, facts);
        audit.record(deed, Answers.error(answer));
        return answer;
    }
}
