package io.multiregion.replication.written;

import io.multiregion.engine.journal.Written;
import io.multiregion.engine.journal.Written.Write;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.written.Receipt;
import io.multiregion.engine.written.Receipt.Unconfirmed;
import io.multiregion.replication.start.MultiRegion;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.services.resources.KeycloakApplication;

/**
 * Says in the answer to a write where that stands, and whether other regions hold it. Runs after Keycloak's own filter, which commits the
 * request's transaction at priority 1: nothing is held here, so it may wait.
 */
@Provider
@Priority(ReceiptFilter.AFTER_THE_COMMIT)
public final class ReceiptFilter implements ContainerResponseFilter {

    static final int AFTER_THE_COMMIT = 0;

    private static final int FAILED = 400;
    private static final int NOT_CONFIRMED = 504;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        List<Write> written = Written.end();
        if (written.isEmpty() || response.getStatus() >= FAILED) {
            return;
        }
        MultiRegion.of(KeycloakApplication.getSessionFactory())
                .ifPresent(running -> sign(running, about(running, request, written), request, response));
    }

    /** The write of the realm in the path: one request may write in several. */
    private static Write about(MultiRegion running, ContainerRequestContext request, List<Write> written) {
        Optional<String> realm =
                PositionHeaders.realm(running.topology(), request).map(RealmState::realmId);
        return written.stream()
                .filter(write -> realm.filter(write.realmId()::equals).isPresent())
                .findFirst()
                .orElse(written.get(0));
    }

    private static void sign(
            MultiRegion running, Write write, ContainerRequestContext request, ContainerResponseContext response) {
        boolean asked = request.getHeaderString(PositionHeaders.POSITION) != null;
        Receipt receipt = running.engine().receipts().of(write, asked);
        receipt.position()
                .ifPresent(position -> response.getHeaders().putSingle(PositionHeaders.POSITION, position.toString()));
        receipt.unconfirmed().ifPresent(unconfirmed -> warn(unconfirmed, request, response));
    }

    /** A person in the middle of a sign-in goes on: nothing that was done would be undone by a page that says otherwise. */
    private static void warn(
            Unconfirmed unconfirmed, ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(PositionHeaders.WARNING, unconfirmed.text());
        if (unconfirmed.refused() && isProgram(request)) {
            response.setStatus(NOT_CONFIRMED);
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setEntity(
                    Map.of("error", "not_confirmed", "error_description", unconfirmed.text()),
                    new Annotation[0],
                    MediaType.APPLICATION_JSON_TYPE);
        }
    }

    /** Those who operate the replication go on as well: what they do is often about what is out of reach. */
    private static boolean isProgram(ContainerRequestContext request) {
        String path = "/" + request.getUriInfo().getPath();
        return path.contains("/admin/realms") && !path.contains("/multi-region")
                || path.contains("/account")
                || path.contains("/clients-registrations/");
    }
}
