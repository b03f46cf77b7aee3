package io.multiregion.replication.rest.watch;

import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/timeline}: what has happened, the newest first. */
@Produces(MediaType.APPLICATION_JSON)
public final class TimelineEndpoint {

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Answers answers;

    public TimelineEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Answers answers) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = access;
        this.answers = answers;
    }

    @GET
    public Response timeline(@QueryParam("region") String region, @QueryParam("max") @DefaultValue("100") int max) {
        access.requireView();
        String id = realm.getId();
        return answers.of(200, () -> multiRegion.engine().overview().timeline(id, region, max));
    }
}
