package io.multiregion.replication.rest.watch;

import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.engine.operate.due.DrillSchedule;
import io.multiregion.engine.operate.due.DrillsDue;
import io.multiregion.replication.access.Audit;
import io.multiregion.replication.access.Deed;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/drills}: what drills have proven. */
@Produces(MediaType.APPLICATION_JSON)
public final class DrillsEndpoint {

    /** RFC 5652 by RFC 7193. */
    private static final String CMS = "application/cms";

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Audit audit;
    private final Answers answers;

    public DrillsEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Audit audit, Answers answers) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = access;
        this.audit = audit;
        this.answers = answers;
    }

    /** How often is asked for. @param every as ISO-8601, like {@code P30D}; null or empty for never */
    public record Wanted(String every) {}

    @GET
    public Response list(@QueryParam("max") @DefaultValue("100") int max) {
        access.requireView();
        String id = realm.getId();
        return answers.of(200, () -> desk().list(id, max));
    }

    /** When the next ones are due. */
    @GET
    @Path("due")
    public Response due() {
        access.requireView();
        String id = realm.getId();
        return answers.of(200, () -> schedule().plan(id));
    }

    /** Says how often, in the realm's attribute, which travels with the realm. */
    @PUT
    @Path("due")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response setDue(Wanted wanted) {
        access.requireManage();
        String id = realm.getId();
        String every =
                wanted == null || wanted.every() == null ? "" : wanted.every().trim();
        Response answer = answers.of(200, () -> {
            schedule().check(id, every);
            return Map.of("every", every);
        });
        Optional<String> error = Answers.error(answer);
        audit.record(
                Deed.of(Subject.DRILL, OperationType.UPDATE, "multi-region/drills/due", Map.of("every", every)), error);
        if (error.isEmpty()) {
            set(every);
        }
        return answer;
    }

    private void set(String every) {
        if (every.isEmpty()) {
            realm.removeAttribute(DrillsDue.EVERY);
        } else {
            realm.setAttribute(DrillsDue.EVERY, every);
        }
    }

    @GET
    @Path("{id}")
    public Response report(@PathParam("id") String drill) {
        access.requireView();
        String id = realm.getId();
        Mandate mandate = access.mandate();
        return answers.of(200, () -> desk().report(id, drill, mandate));
    }

    /** For {@code openssl cms -verify}. */
    @GET
    @Path("{id}/signed")
    @Produces({CMS, MediaType.APPLICATION_JSON})
    public Response signed(@PathParam("id") String drill) {
        access.requireView();
        String id = realm.getId();
        Mandate mandate = access.mandate();
        AtomicReference<byte[]> signed = new AtomicReference<>();
        Response answer = answers.of(200, () -> {
            signed.set(desk().signed(id, drill, mandate));
            return "";
        });
        return signed.get() == null
                ? answer
                : Response.ok(signed.get(), CMS)
                        .header("Content-Disposition", "attachment; filename=\"drill.p7s\"")
                        .build();
    }

    private DrillSchedule schedule() {
        return multiRegion.engine().drillSchedule();
    }

    private DrillDesk desk() {
        return multiRegion.engine().drill();
    }
}
