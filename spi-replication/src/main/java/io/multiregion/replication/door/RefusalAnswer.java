package io.multiregion.replication.door;

import io.multiregion.replication.guard.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorPage;
import org.keycloak.theme.Theme;
import org.keycloak.utils.MediaTypeMatcher;

/** Writes a refusal as JSON, or as a page of the realm's login theme where a person is looking. */
public final class RefusalAnswer {

    private static final Logger LOG = Logger.getLogger(RefusalAnswer.class);

    private final KeycloakSession session;

    public RefusalAnswer(KeycloakSession session) {
        this.session = session;
    }

    /** The answer to a call of this path. */
    public Response of(Refusal refusal, String path) {
        if (aPersonLooks(path)) {
            try {
                return page(refusal);
            } catch (RuntimeException | IOException noPage) {
                // half a copy of a realm may not be enough for its theme
                LOG.debugf(noPage, "No page for the refusal of %s", path);
            }
        }
        return finish(
                Response.status(refusal.status())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(refusal.json()),
                refusal);
    }

    private Response page(Refusal refusal) throws IOException {
        Locale locale = session.getContext().resolveLocale(null);
        boolean localised =
                session.theme().getTheme(Theme.Type.LOGIN).getMessages(locale).containsKey(refusal.messageKey())
                        || session.theme()
                                .getTheme(Theme.Type.LOGIN)
                                .getMessages(Locale.ENGLISH)
                                .containsKey(refusal.messageKey());
        Response page = localised
                ? ErrorPage.error(
                        session,
                        null,
                        Response.Status.fromStatusCode(refusal.status()),
                        refusal.messageKey(),
                        String.valueOf(refusal.primary()))
                : ErrorPage.error(
                        session, null, Response.Status.fromStatusCode(refusal.status()), refusal.description());
        return finish(Response.fromResponse(page), refusal);
    }

    private boolean aPersonLooks(String path) {
        HttpHeaders headers = session.getContext().getRequestHeaders();
        return MediaTypeMatcher.isHtmlRequest(headers)
                || (path.contains("/login-actions/") || path.contains("/broker/"))
                        && !MediaTypeMatcher.isJsonRequest(headers);
    }

    private static Response finish(Response.ResponseBuilder answer, Refusal refusal) {
        if (refusal.retryAfterSeconds() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, refusal.retryAfterSeconds());
        }
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
