package io.multiregion.replication.rest;

import io.multiregion.engine.peer.pairing.ConsentRequest;
import io.multiregion.engine.peer.pairing.PairingDesk;
import io.multiregion.engine.settings.Consent;
import io.multiregion.replication.access.Audit;
import io.multiregion.replication.access.Deed;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.resources.admin.AdminAuth;

/** {@code /admin/realms/master/multi-region/regions}: whom this region was paired with, and whom it no longer trusts. */
@Produces(MediaType.APPLICATION_JSON)
public final class RegionsEndpoint {

    private static final String PATH = "multi-region/regions";
    private static final List<String> RECORDED =
            List.of("url", "status", "fingerprints", "expiresAt", "realms", "mayBecomePrimary", "direction");

    private final MultiRegion multiRegion;
    private final AdminAuth auth;
    private final Access access;
    private final Audit audit;
    private final Answers answers;

    RegionsEndpoint(MultiRegion multiRegion, AdminAuth auth, Access access, Audit audit, Answers answers) {
        this.multiRegion = multiRegion;
        this.auth = auth;
        this.access = access;
        this.audit = audit;
        this.answers = answers;
    }

    @GET
    public Response list() {
        access.requireView();
        return answers.of(200, () -> Map.of("regions", desk().list()));
    }

    @GET
    @Path("{region}")
    public Response region(@PathParam("region") String region) {
        access.requireView();
        return answers.of(200, () -> desk().region(region));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response pair(
            InputStream identity,
            @QueryParam(Consent.REALMS) String realms,
            @QueryParam(Consent.MAY_BECOME_PRIMARY) String mayBecomePrimary,
            @QueryParam(Consent.DIRECTION) String direction)
            throws IOException {
        access.requireManage();
        byte[] body = body(identity);
        ConsentRequest consent = new ConsentRequest(realms, mayBecomePrimary, direction);
        String who = who();
        return recorded(OperationType.CREATE, null, answers.of(201, () -> desk().pair(body, consent, who)));
    }

    @PUT
    @Path("{region}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response replace(@PathParam("region") String region, InputStream identity) throws IOException {
        access.requireManage();
        byte[] body = body(identity);
        String who = who();
        return recorded(OperationType.UPDATE, region, answers.of(200, () -> desk().replace(region, body, who)));
    }

    @PATCH
    @Path("{region}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response allow(@PathParam("region") String region, InputStream consent) throws IOException {
        access.requireManage();
        byte[] body = body(consent);
        String who = who();
        return recorded(OperationType.UPDATE, region, answers.of(200, () -> desk().allow(region, body, who)));
    }

    @DELETE
    @Path("{region}")
    public Response revoke(@PathParam("region") String region) {
        access.requireManage();
        String who = who();
        return recorded(OperationType.DELETE, region, answers.of(200, () -> desk().revoke(region, who)));
    }

    private PairingDesk desk() {
        return multiRegion.trust().pairing();
    }

    private static byte[] body(InputStream identity) throws IOException {
        return identity == null ? new byte[0] : identity.readNBytes(PairingDesk.LONGEST_BODY + 1);
    }

    private String who() {
        return auth.getRealm().getName() + "/"
                + (auth.getUser() == null
                        ? auth.getClient().getClientId()
                        : auth.getUser().getUsername());
    }

    private Response recorded(OperationType operation, String region, Response answer) {
        Map<String, Object> facts = Answers.members(answer);
        Object name = region == null ? facts.get("region") : region;
        Deed deed = Deed.of(Subject.REGION, operation, name == null ? PATH : PATH + "/" + name, kept(facts));
        audit.record(deed, Answers.error(answer));
        return answer;
    }

    private static Map<String, Object> kept(Map<String, Object> facts) {
        facts.keySet().retainAll(RECORDED);
        return facts;
    }
}
