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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

    @POST
    @Path("reapply")
    public Response reapplyAll() {
        return reapply(null);
    }

    @POST
    @Path("{id}/reapply")
    public Response reapply(@PathParam("id") String divergence) {
        access.requireManage();
        String id = realm.getId();
        Mask mask = access.mask();
        return audited(OperationType.ACTION, divergence, answers.of(200, () -> desk().reapply(id, divergence, mask)));
    }

    @DELETE
    public Response dismissAll() {
        return dismiss(null);
    }

    @DELETE
    @Path("{id}")
    public Response dismiss(@PathParam("id") String divergence) {
        access.requireManage();
        String id = realm.getId();
        Mask mask = access.mask();
        return audited(OperationType.DELETE, divergence, answers.of(200, () -> desk().dismiss(id, divergence, mask)));
    }

    private DivergenceDesk desk() {
        return multiRegion.divergences();
    }

    private Response audited(OperationType operation, String divergence, Response answer) {
        String path = "multi-region/divergences/" + (divergence == null ? "all" : divergence);
        Deed deed = Deed.of(Subject.DIVERGENCE, operation, path, Map.of());
        audit.record(deed, Answers.error(answer));
        return answer;
    }
}
