package io.multiregion.replication.start;

import java.util.List;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.models.IdentityProviderStorageProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.UserProvider;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.timer.TimerProvider;

/**
 * The places of Keycloak's own factories that this extension takes, by the same id. Only one extension can have a place: without it
 * writes would not be refused, secrets not sealed, sessions not waited for, and nobody would be told.
 */
final class Places {

    private static final String OURS = "io.multiregion.";

    /**
     * @param provider what the factory makes
     * @param id of Keycloak's factory
     */
    record Place(Class<? extends Provider> provider, String id) {

        @Override
        public String toString() {
            return provider.getSimpleName() + " '" + id + "'";
        }
    }

    private static final List<Place> ALL = List.of(
            new Place(RealmProvider.class, "jpa"),
            new Place(UserProvider.class, "jpa"),
            new Place(IdentityProviderStorageProvider.class, "jpa"),
            new Place(UserSessionPersisterProvider.class, "jpa"),
            new Place(UserSessionProvider.class, "infinispan"),
            new Place(CookieProvider.class, "default"),
            new Place(TimerProvider.class, "basic"));

    private Places() {}

    /** @throws IllegalStateException if another one has one of the places, or Keycloak no longer has it */
    static void require(KeycloakSessionFactory sessions) {
        List<String> lost = ALL.stream()
                .filter(place -> !taken(sessions.getProviderFactory(place.provider(), place.id())))
                .map(place -> place + " is " + name(sessions.getProviderFactory(place.provider(), place.id())))
                .toList();
        if (!lost.isEmpty()) {
            throw new IllegalStateException(
                    "Keycloak Multi-Region must have the place of some of Keycloak's factories, and has not: "
                            + String.join(", ", lost)
                            + ". Remove the extension that has it; if none has it, run a version of Keycloak that"
                            + " the README of Keycloak Multi-Region names");
        }
    }

    private static boolean taken(ProviderFactory<?> factory) {
        return factory != null && factory.getClass().getName().startsWith(OURS);
    }

    private static String name(ProviderFactory<?> factory) {
        return factory == null ? "not there" : factory.getClass().getName();
    }
}
