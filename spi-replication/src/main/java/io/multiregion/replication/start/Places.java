package io.multiregion.replication.start;

import java.util.ArrayList;
import java.util.List;
import org.keycloak.cookie.CookieProvider;
import org.keycloak.models.IdentityProviderStorageProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.models.UserLoginFailureProvider;
import org.keycloak.models.UserProvider;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.models.session.UserSessionPersisterProvider;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.timer.TimerProvider;

/**
 * The places of Keycloak's own factories that this extension takes, by the same id or before them. Only one extension can have a place:
 * without it writes would not be refused, secrets not sealed, sessions not waited for, failures not counted, and nobody would be told.
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

    /** Those of this extension that stand before Keycloak's own by their order, unless an option or another extension has one instead. */
    private static final List<Class<? extends Provider>> FIRST =
            List.of(UserLoginFailureProvider.class, SingleUseObjectProvider.class);

    private Places() {}

    /** @throws IllegalStateException if another one has one of the places, or Keycloak no longer has it */
    static void require(KeycloakSessionFactory sessions) {
        List<String> lost = new ArrayList<>();
        for (Place place : ALL) {
            note(lost, place.toString(), sessions.getProviderFactory(place.provider(), place.id()));
        }
        for (Class<? extends Provider> first : FIRST) {
            note(lost, "the first " + first.getSimpleName(), sessions.getProviderFactory(first));
        }
        if (!lost.isEmpty()) {
            throw new IllegalStateException(
                    "Keycloak Multi-Region must have the place of some of Keycloak's factories, and has not: "
                            + String.join(", ", lost)
                            + ". Remove the extension or the option (spi-...-provider) that gives it away; if none does, run a"
                            + " version of Keycloak that the README of Keycloak Multi-Region names");
        }
    }

    private static void note(List<String> lost, String place, ProviderFactory<?> factory) {
        if (!taken(factory)) {
            lost.add(place + " is " + name(factory));
        }
    }

    private static boolean taken(ProviderFactory<?> factory) {
        return factory != null && factory.getClass().getName().startsWith(OURS);
    }

    private static String name(ProviderFactory<?> factory) {
        return factory == null ? "not there" : factory.getClass().getName();
    }
}
