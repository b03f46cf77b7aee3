package io.multiregion.replication.rest.watch;

import io.multiregion.engine.operate.view.Sight;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/overview}: all that a page shows of a realm. */
@Produces(MediaType.APPLICATION_JSON)
public final class OverviewEndpoint {

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Access access;
    private final Answers answers;

    public OverviewEndpoint(MultiRegion multiRegion, RealmModel realm, Access access, Answers answers) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = access;
        this.answers = answers;
    }

    @GET
    public Response overview() {
        access.requireView();
        String id = realm.getId();
        String name = realm.getName();
        Sight sight = access.sight();
        return answers.of(200, () -> multiRegion.engine().overview().describe(id, name, sight));
    }
}
