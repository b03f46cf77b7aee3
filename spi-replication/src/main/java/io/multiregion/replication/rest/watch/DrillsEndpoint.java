package io.multiregion.replication.rest.watch;

import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.operate.DrillDesk;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.atomic.AtomicReference;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/drills}: what drills have proven. */
@Produces(MediaType.APPLICATION_JSON)
public final class DrillsEndpoint {

    /** RFC 5652 by RFC 7193. */
    private static final String CMS = "application/cms";

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Answers answers;

    public DrillsEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Answers answers) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = access;
        this.answers = answers;
    }

    @GET
    public Response list(@QueryParam("max") @DefaultValue("100") int max) {
        access.requireView();
        String id = realm.getId();
        return answers.of(200, () -> desk().list(id, max));
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

    private DrillDesk desk() {
        return multiRegion.engine().drill();
    }
}
