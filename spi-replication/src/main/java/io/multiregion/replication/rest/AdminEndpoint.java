package io.multiregion.replication.rest;

import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.operate.view.ReadinessRepresentation;
import io.multiregion.engine.operate.view.ReplicaRequest;
import io.multiregion.engine.operate.view.Sight;
import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.access.Audit;
import io.multiregion.replication.access.Deed;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Access;
import io.multiregion.replication.rest.answer.Answers;
import io.multiregion.replication.rest.watch.DrillsEndpoint;
import io.multiregion.replication.rest.watch.KindsEndpoint;
import io.multiregion.replication.rest.watch.OverviewEndpoint;
import io.multiregion.replication.rest.watch.RealmsEndpoint;
import io.multiregion.replication.rest.watch.TimelineEndpoint;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * {@code /admin/realms/{realm}/multi-region}: for those whom {@link Access} lets in. Every change is recorded by {@link Audit}.
 */
@Produces(MediaType.APPLICATION_JSON)
public final class AdminEndpoint {

    private final MultiRegion multiRegion;
    private final RealmModel realm;
    private final Answers answers;
    private final Access access;
    private final Audit audit;
    private final RoleMoves moves;
    private final KeycloakSession session;
    private final AdminPermissionEvaluator permissions;

    AdminEndpoint(
            MultiRegion multiRegion, KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.multiRegion = multiRegion;
        this.realm = realm;
        this.access = new Access(permissions, realm);
        this.answers = new Answers(multiRegion, realm.getName(), access.mandate());
        this.audit = new Audit(multiRegion.settings().region(), session, realm, permissions.adminAuth());
        this.moves = new RoleMoves(
                multiRegion,
                realm,
                access,
                answers,
                new MoveRecord(multiRegion.settings().region(), session, realm, permissions.adminAuth()));
        this.session = session;
        this.permissions = permissions;
    }

    /** @param format {@code json}; {@code text} is the overview, for people */
    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    public Response describe(@QueryParam("format") @DefaultValue(OverviewEndpoint.JSON) String format) {
        access.requireView();
        if (!format.equals(OverviewEndpoint.JSON)) {
            return overview().overview(format);
        }
        String id = realm.getId();
        String name = realm.getName();
        Sight sight = access.sight();
        return answers.of(200, () -> multiRegion.view().describe(id, name, sight));
    }

    @Path("replicas")
    public ReplicasEndpoint replicas() {
        return new ReplicasEndpoint(multiRegion, realm, access, audit, answers);
    }

    /** Removes this region's copy, with its realm: for operators of the master realm, once no primary feeds it. */
    @DELETE
    @Path("copy")
    public Response removeCopy(@QueryParam("force") @DefaultValue("false") boolean force) {
        access.requireManage();
        access.requireOperator();
        String id = realm.getId();
        String name = realm.getName();
        Response answer = answers.of(200, () -> {
            multiRegion.engine().forgotten().remove(id, force);
            return Map.of("realm", name, "removed", true);
        });
        return recorded(
                Deed.of(Subject.REPLICA, OperationType.DELETE, "multi-region/copy", Map.of("force", force)), answer);
    }

    @Path("verify")
    public VerifyEndpoint verify() {
        return new VerifyEndpoint(multiRegion, realm, access, audit, answers);
    }

    /** What a page shows, by one call. */
    @Path("overview")
    public OverviewEndpoint overview() {
        return new OverviewEndpoint(multiRegion, realm, access, answers);
    }

    @POST
    @Path("switchover")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response switchover(MoveRequest request) {
        access.requireManage();
        return moves.perform(Subject.SWITCHOVER, request, RealmState::isPrimary, multiRegion.switchover()::perform);
    }

    @POST
    @Path("failover")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response failover(MoveRequest request) {
        access.requireManage();
        return moves.perform(Subject.FAILOVER, request, RealmState::isSecondary, multiRegion.failover()::perform);
    }

    @GET
    @Path("failover/preview")
    public Response preview() {
        access.requireView();
        String id = realm.getId();
        Mandate mandate = access.mandate();
        return answers.of(200, () -> multiRegion.failover().preview(id, mandate));
    }

    @GET
    @Path("readiness")
    public Response readiness() {
        access.requireView();
        String id = realm.getId();
        Mandate mandate = access.mandate();
        return answers.of(
                200,
                () -> Map.of(
                        "replicas",
                        multiRegion.view().replicas(id, Sight.LEAST).stream()
                                .map(replica -> ReadinessRepresentation.of(
                                        replica.region(),
                                        multiRegion.switchover().findings(id, replica.region(), mandate)))
                                .toList()));
    }

    @POST
    @Path("drill")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response drill(MoveRequest request) {
        access.requireManage();
        String id = realm.getId();
        String to = request == null ? null : request.to();
        Mandate mandate = access.mandate();
        Response answer = answers.of(200, () -> multiRegion.drill().perform(id, to, mandate));
        return recorded(
                Deed.of(Subject.DRILL, OperationType.ACTION, "multi-region/drill", Map.of("to", String.valueOf(to))),
                answer);
    }

    /** What would stand in the way of a replica. Begins none. */
    @POST
    @Path("preflight")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response preflight(ReplicaRequest request) {
        access.requireManage();
        String id = realm.getId();
        String name = realm.getName();
        boolean master = Access.isMaster(realm);
        Mandate mandate = access.mandate();
        return answers.of(200, () -> multiRegion.engine().preflight().perform(id, name, master, request, mandate));
    }

    @Path("divergences")
    public DivergenceEndpoint divergences() {
        return new DivergenceEndpoint(multiRegion, realm, access, audit, answers);
    }

    @Path("sealing")
    public SealingEndpoint sealing() {
        return new SealingEndpoint(multiRegion, realm, access, audit, answers);
    }

    @Path("timeline")
    public TimelineEndpoint timeline() {
        return new TimelineEndpoint(multiRegion, realm, access, answers);
    }

    @Path("kinds")
    public KindsEndpoint kinds() {
        return new KindsEndpoint(multiRegion, realm, access, answers);
    }

    @Path("drills")
    public DrillsEndpoint drills() {
        return new DrillsEndpoint(multiRegion, realm, access, audit, answers);
    }

    @Path("realms")
    public RealmsEndpoint realms() {
        requireMaster();
        return new RealmsEndpoint(multiRegion, access, answers);
    }

    /** Who this region is, for others to pair with. */
    @GET
    @Path("identity")
    public Response identity() {
        requireMaster();
        access.requireView();
        return answers.of(200, () -> multiRegion.trust().pairing().identity());
    }

    @Path("regions")
    public RegionsEndpoint regions() {
        requireMaster();
        return new RegionsEndpoint(multiRegion, permissions.adminAuth(), access, audit, answers);
    }

    /** What is about the region itself is nothing that a realm's administrator has a say in. */
    private void requireMaster() {
        if (!Access.isMaster(realm)) {
            throw new NotFoundException("this is about the whole region: ask in the realm " + Config.getAdminRealm());
        }
    }

    /** What this region itself has and lacks for the realm. */
    @Path("local-readiness")
    public LocalReadiness localReadiness() {
        access.requireView();
        return new LocalReadiness(multiRegion, session, realm, access.mandate());
    }

    private Response recorded(Deed deed, Response answer) {
        audit.record(deed, Answers.error(answer));
        return answer;
    }
}
