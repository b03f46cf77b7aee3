package io.multiregion.replication.rest.watch;

import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.overview.OverviewRepresentation;
import io.multiregion.engine.overview.text.OverviewText;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Callable;
import org.keycloak.models.RealmModel;

/** {@code /admin/realms/{realm}/multi-region/overview}: all that a page shows of a realm. */
@Produces(MediaType.APPLICATION_JSON)
public final class OverviewEndpoint {

    /** What is answered unless something else is asked for. */
    public static final String JSON = "json";

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

    /** @param format {@code json} for programs, {@code text} for people */
    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    public Response overview(@QueryParam("format") @DefaultValue(JSON) String format) {
        access.requireView();
        String id = realm.getId();
        String name = realm.getName();
        Sight sight = access.sight();
        Callable<OverviewRepresentation> work =
                () -> multiRegion.engine().overview().describe(id, name, sight);
        return switch (format) {
            case JSON -> answers.of(200, work);
            case "text" -> answers.text(() -> OverviewText.of(work.call()));
            default ->
                answers.of(200, () -> {
                    throw new RefusedException(400, "invalid_format", "format is json or text");
                });
        };
    }
}
