package io.multiregion.replication.rest.realm;

import io.multiregion.engine.state.RealmState;
import io.multiregion.replication.guard.ReadOnlyRegionException;
import io.multiregion.replication.guard.Refusal;
import io.multiregion.replication.start.MultiRegion;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/**
 * {@code GET /realms/{realm}/multi-region/notice}: whether the realm is read-only in the answering region, with the text that a page
 * can show about it. Open to everybody, like the refusals that say the same. The text is in the language that the realm's own pages
 * would have for this request ({@code kc_locale}, cookie, {@code Accept-Language}).
 */
@Produces(MediaType.APPLICATION_JSON)
public final class NoticeEndpoint {

    private static final Logger LOG = Logger.getLogger(NoticeEndpoint.class);

    private final MultiRegion multiRegion;
    private final KeycloakSession session;

    NoticeEndpoint(MultiRegion multiRegion, KeycloakSession session) {
        this.multiRegion = multiRegion;
        this.session = session;
    }

    @GET
    public Response notice(@QueryParam(LocaleSelectorProvider.KC_LOCALE_PARAM) String wanted) {
        if (wanted != null) {
            session.setAttribute(LocaleSelectorProvider.USER_REQUEST_LOCALE, wanted);
        }
        RealmModel realm = session.getContext().getRealm();
        Optional<RealmState> copy = multiRegion.topology().of(realm.getId()).filter(RealmState::isReadOnly);
        Map<String, Object> notice = new LinkedHashMap<>();
        notice.put("readOnly", copy.isPresent());
        copy.map(ReadOnlyRegionException::new).map(Refusal::readOnly).ifPresent(refusal -> {
            notice.put("primary", refusal.primary().toString());
            notice.put("message", localised(refusal, realm));
        });
        return Response.ok(notice).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private String localised(Refusal refusal, RealmModel realm) {
        try {
            Locale locale = session.getContext().resolveLocale(null);
            String text = session.theme()
                    .getTheme(Theme.Type.LOGIN)
                    .getEnhancedMessages(realm, locale)
                    .getProperty(refusal.messageKey());
            if (text != null) {
                return new MessageFormat(text, locale)
                        .format(new Object[] {refusal.primary().toString()});
            }
        } catch (RuntimeException | IOException noTheme) {
            LOG.debugf(noTheme, "No localised notice for realm %s", realm.getName());
        }
        return refusal.description();
    }
}
