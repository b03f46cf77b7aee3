package io.multiregion.replication.door;

import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.engine.secret.UnsealableSecretException;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.guard.Refusal;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.error.KeycloakErrorHandler;

/**
 * Gives a write that passed the front door but not the fence the same answer as one that was refused at the door. All other
 * failures go to Keycloak's own handling.
 */
abstract class RefusedWrites<E extends Throwable> implements ExceptionMapper<E> {

    @Inject
    KeycloakSession session;

    @Override
    public Response toResponse(E failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ReadOnlyRegionException refused) {
                return refused(Refusal.readOnly(refused));
            }
            if (cause instanceof SecretsUnavailableException unavailable) {
                return refused(Refusal.secretsUnavailable(unavailable.getMessage()));
            }
            if (cause instanceof UnsealableSecretException secret) {
                return refused(Refusal.unsealable(secret));
            }
        }
        return KeycloakErrorHandler.getResponse(session, failure);
    }

    private Response refused(Refusal refusal) {
        session.getTransactionManager().setRollbackOnly();
        return new RefusalAnswer(session)
                .of(refusal, session.getContext().getUri().getPath());
    }
}
