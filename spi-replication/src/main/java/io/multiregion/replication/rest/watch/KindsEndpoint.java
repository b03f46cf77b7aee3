package io.multiregion.replication.rest.watch;

import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/kinds}: what the realm is made of here, and what the last comparison found of it. */
@Produces(MediaType.APPLICATION_JSON)
public final class KindsEndpoint {

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Answers answers;

    public KindsEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Answers answers) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = access;
        this.answers = answers;
    }

    @GET
    public Response kinds(@QueryParam("region") String region) {
        access.requireView();
        String id = realm.getId();
        String name = realm.getName();
        return answers.of(200, () -> multiRegion.engine().kinds().describe(id, name, region));
    }
}
