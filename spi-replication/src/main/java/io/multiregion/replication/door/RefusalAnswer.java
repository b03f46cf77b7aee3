package io.multiregion.replication.door;

import io.multiregion.replication.guard.Matter;
import io.multiregion.replication.guard.PrimaryLink;
import io.multiregion.replication.guard.Refusal;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jboss.logging.Logger;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.util.LocaleUtil;
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
        return of(
                refusal,
                path,
                Matter.of(
                        path,
                        name -> session.getContext()
                                .getUri()
                                .getQueryParameters()
                                .getFirst(name)));
    }

    /** The answer to a call of this path that has turned out to be about this. */
    public Response of(Refusal refusal, String path, Matter matter) {
        if (aPersonLooks(path)) {
            try {
                return page(refusal, matter);
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

    private Response page(Refusal refusal, Matter matter) throws IOException {
        LocaleUtil.processLocaleParam(session, session.getContext().getRealm(), null);
        Locale locale = session.getContext().resolveLocale(null);
        Properties texts = session.theme()
                .getTheme(Theme.Type.LOGIN)
                .getEnhancedMessages(session.getContext().getRealm(), locale);
        String key = refusal.isReadOnly() ? matter.messageKey() : refusal.messageKey();
        List<FormMessage> messages = new ArrayList<>();
        messages.add(
                texts.containsKey(key)
                        ? new FormMessage(null, key, String.valueOf(refusal.primary()))
                        : new FormMessage(null, refusal.description()));
        if (refusal.primary() != null && texts.containsKey("multiRegionHere")) {
            primary().ifPresent(link -> messages.add(new FormMessage(null, "multiRegionHere", link.toString())));
        }
        Response page = session.getProvider(LoginFormsProvider.class)
                .setErrors(messages)
                .createErrorPage(Response.Status.fromStatusCode(refusal.status()));
        return finish(Response.fromResponse(page), refusal);
    }

    private Optional<URI> primary() {
        String realmId = session.getContext().getRealm().getId();
        return MultiRegion.of(session)
                .flatMap(region -> region.topology().of(realmId))
                .flatMap(realm -> PrimaryLink.of(realm, Instant.now()));
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
