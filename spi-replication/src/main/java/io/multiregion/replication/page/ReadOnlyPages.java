package io.multiregion.replication.page;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.guard.PrimaryLink;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.FreeMarkerException;
import org.keycloak.theme.Theme;
import org.keycloak.theme.freemarker.FreeMarkerProvider;

/**
 * Keycloak's template engine. While a realm is a copy, the pages of its login and account themes are given other values: so it works with
 * every theme, also with one that nobody here knows. The admin console gets the script of the page for regions. Other pages and e-mails
 * are left alone.
 */
final class ReadOnlyPages implements FreeMarkerProvider {

    private final FreeMarkerProvider keycloaks;
    private final Supplier<RealmModel> asked;
    private final Topology topology;

    /** @param asked the realm of the request, or null */
    ReadOnlyPages(FreeMarkerProvider keycloaks, Supplier<RealmModel> asked, Topology topology) {
        this.keycloaks = keycloaks;
        this.asked = asked;
        this.topology = topology;
    }

    @Override
    public String processTemplate(Object data, String template, Theme theme) throws FreeMarkerException {
        if (theme.getType() == Theme.Type.ADMIN && data instanceof Map<?, ?> values) {
            return ConsolePage.withScript(keycloaks.processTemplate(data, template, theme), values, theme);
        }
        RealmModel realm = asked.get();
        Optional<RealmState> copy = realm == null ? Optional.empty() : topology.secondary(realm.getId());
        if (copy.isEmpty() || !(data instanceof Map<?, ?> values)) {
            return keycloaks.processTemplate(data, template, theme);
        }
        Texts texts = new Texts(values, PrimaryLink.of(copy.get(), Instant.now()));
        if (theme.getType() == Theme.Type.LOGIN) {
            LoginPage page = LoginPage.of(template, values, realm, texts);
            return keycloaks.processTemplate(page.values(), page.template(), theme);
        }
        if (theme.getType() == Theme.Type.ACCOUNT) {
            String html = keycloaks.processTemplate(AccountPage.masked(values), template, theme);
            return AccountPage.withNotice(html, texts);
        }
        return keycloaks.processTemplate(data, template, theme);
    }

    @Override
    public void close() {}
}
