package io.multiregion.replication.readiness.use;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.theme.Theme;
import org.keycloak.theme.ThemeProvider;

/** The themes that a realm and its clients name and this server does not have: Keycloak would show its own in their place. */
final class RealmThemes {

    private final KeycloakSession session;
    private final RealmQuery query;
    private final RealmEntity realm;

    RealmThemes(KeycloakSession session, RealmQuery query, RealmEntity realm) {
        this.session = session;
        this.query = query;
        this.realm = realm;
    }

    List<Lack> missing() {
        List<Lack> missing = new ArrayList<>();
        look(realm.getLoginTheme(), Theme.Type.LOGIN, "realm settings", missing);
        look(realm.getAccountTheme(), Theme.Type.ACCOUNT, "realm settings", missing);
        look(realm.getAdminTheme(), Theme.Type.ADMIN, "realm settings", missing);
        look(realm.getEmailTheme(), Theme.Type.EMAIL, "realm settings", missing);
        query.list(
                        "select a.value, c.clientId from ClientAttributeEntity a join a.client c where c.realmId = :realm"
                                + " and c.enabled = true and a.name = :name",
                        Map.of("name", "login_theme"),
                        row -> new String[] {(String) row[0], (String) row[1]})
                .forEach(client -> look(client[0], Theme.Type.LOGIN, "client " + client[1], missing));
        return missing;
    }

    private void look(String name, Theme.Type type, String where, List<Lack> missing) {
        if (name != null
                && !name.isBlank()
                && session.getAllProviders(ThemeProvider.class).stream()
                        .noneMatch(themes -> themes.hasTheme(name, type))) {
            missing.add(new Lack(type.name().toLowerCase(Locale.ROOT) + " theme", name, where, true));
        }
    }
}
