package io.multiregion.replication.rest.watch;

import io.multiregion.engine.overview.RealmList;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /admin/realms/master/multi-region/realms}: how all replicated realms of this region do. */
@Produces(MediaType.APPLICATION_JSON)
public final class RealmsEndpoint {

    private final MultiRegion multiRegion;
    private final Access access;
    private final Answers answers;

    public RealmsEndpoint(MultiRegion multiRegion, Access access, Answers answers) {
        this.multiRegion = multiRegion;
        this.access = access;
        this.answers = answers;
    }

    @GET
    public Response realms(
            @QueryParam("search") String search,
            @QueryParam("state") String state,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("1000") int max) {
        access.requireView();
        RealmList.Wanted wanted = new RealmList.Wanted(search, state, first, max);
        return answers.of(200, () -> multiRegion.engine().realms().list(wanted));
    }
}
