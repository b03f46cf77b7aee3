package io.multiregion.replication.door;

import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.guard.Matter;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.guard.Refusal;
import io.multiregion.replication.guard.RequestView;
import io.multiregion.replication.pending.PendingActions;
import io.multiregion.replication.start.MultiRegion;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Asks the front door about each request. Runs after matching, on a worker thread, when Keycloak has resolved realm and admin.
 * Never call getPathParameters() here: with RESTEasy Reactive it breaks the sub-resources that read a JSON body.
 */
@Provider
public final class FrontDoorFilter implements ContainerRequestFilter {

    private static final Logger LOG = Logger.getLogger(FrontDoorFilter.class);

    @Inject
    KeycloakSession session;

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        String path = "/" + withoutLeadingSlash(request.getUriInfo().getPath());
        if (refusedForSecrets(request, path)) {
            return;
        }
        MultiRegion region = MultiRegion.of(session).orElse(null);
        RealmState realm =
                region == null ? null : realm(region.topology(), path).orElse(null);
        if (realm == null) {
            return;
        }
        Call call = new Call(
                resource.getResourceClass(),
                resource.getResourceMethod().getName(),
                request.getMethod(),
                path,
                name -> request.getUriInfo().getQueryParameters().getFirst(name));
        switch (verdict(region, realm, call)) {
            case SERVE -> {
                if (comesToAnAction(call, realm)) {
                    refuseAction(request, path, realm, call);
                }
            }
            case REFUSE_WRITE -> {
                if (comesToAnAction(call, realm)) {
                    refuseAction(request, path, realm, call);
                } else {
                    refuse(request, path, Refusal.readOnly(new ReadOnlyRegionException(realm)));
                }
            }
            case REFUSE_INACTIVE -> refuse(request, path, Refusal.inactive(realm));
            case REFUSE_STALE -> refuse(request, path, Refusal.stale(realm));
            case REFUSE_REMOVAL -> refuse(request, path, Refusal.removal(realm));
        }
    }

    private static boolean comesToAnAction(Call call, RealmState realm) {
        return call.method().equals("requiredActionGET") && realm.isSecondary();
    }

    /** What the door says. What a copy is asked for can be read in the log. */
    private static DoorVerdict verdict(MultiRegion region, RealmState realm, Call call) {
        DoorVerdict verdict = new FrontDoor(region.freshness()::refuses).judge(realm, call);
        if (LOG.isDebugEnabled() && realm.isReadOnly()) {
            LOG.debugf("copy %s: %s %s", realm.realmName(), verdict, Served.named(call));
        }
        return verdict;
    }

    /** Refuses what a sign-in has to do before it is done, unless Keycloak goes on without it. */
    private void refuseAction(ContainerRequestContext request, String path, RealmState realm, Call call) {
        new PendingActions(session, Served.ACTIONS)
                .stopping(
                        call.query().apply("execution"),
                        call.query().apply("client_id"),
                        call.query().apply("tab_id"),
                        call.query().apply("session_code") != null)
                .ifPresent(action -> request.abortWith(new RefusalAnswer(session)
                        .of(Refusal.readOnly(new ReadOnlyRegionException(realm)), path, Matter.ofAction(action))));
    }

    /**
     * A realm whose secrets cannot be opened serves nobody, even where Keycloak has them in memory still. Operators may look, and may
     * remove it.
     */
    private boolean refusedForSecrets(ContainerRequestContext request, String path) {
        RealmModel realm = session.getContext().getRealm();
        if (realm == null || path.contains("/multi-region") || isRemoval(request, path)) {
            return false;
        }
        try {
            MultiRegion.of(session)
                    .ifPresent(region -> region.atRest().dataKeys().requireOpen(realm.getId()));
            return false;
        } catch (SecretsUnavailableException e) {
            refuse(request, path, Refusal.secretsUnavailable(e.getMessage()));
            return true;
        }
    }

    private static boolean isRemoval(ContainerRequestContext request, String path) {
        return request.getMethod().equals("DELETE") && path.matches("/admin/realms/[^/]+/?");
    }

    private void refuse(ContainerRequestContext request, String path, Refusal refusal) {
        request.abortWith(new RefusalAnswer(session).of(refusal, path));
    }

    /** The realm that Keycloak resolved, or for the root resource's own methods, which resolve it later, the one in the path. */
    private Optional<RealmState> realm(Topology topology, String path) {
        RealmModel resolved = session.getContext().getRealm();
        RequestView view = RequestView.of(session, topology);
        if (resolved != null) {
            return view.of(resolved.getId());
        }
        String[] steps = path.split("/");
        int realms = Arrays.asList(steps).indexOf("realms");
        if (realms < 0 || realms + 1 >= steps.length) {
            return Optional.empty();
        }
        String name = steps[realms + 1];
        return topology.all().stream()
                .filter(state -> name.equals(state.realmName()))
                .findFirst()
                .flatMap(state -> view.of(state.realmId()));
    }

    private static String withoutLeadingSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
