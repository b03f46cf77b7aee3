package io.multiregion.replication.start;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.keycloak.loginfailures.jpa.JpaUserLoginFailureProviderFactory;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.UserLoginFailureProvider;
import org.keycloak.models.jpa.JpaRealmProviderFactory;
import org.keycloak.provider.EnvironmentDependentProviderFactory;
import org.keycloak.provider.ProviderFactory;

/** A place that somebody else has, or that is no more, is named before anything starts. */
class PlacesTest {

    private static final ProviderFactory<?> OURS = new MultiRegionFactory();

    /** Whether the server fits: so a build fails, and not the start after it. */
    @Test
    void aBuildAsksFirst() {
        assertTrue(((EnvironmentDependentProviderFactory) OURS).isSupported(null));
    }

    @Test
    void ourOwnAreFine() {
        assertDoesNotThrow(() -> Places.require(sessions(provider -> OURS)));
    }

    @Test
    void whoHasThePlaceIsNamed() {
        String said = refused(provider -> provider == RealmProvider.class ? new JpaRealmProviderFactory() : OURS);
        assertTrue(said.contains("RealmProvider 'jpa' is " + JpaRealmProviderFactory.class.getName()), said);
        assertFalse(said.contains("UserProvider"), said);
    }

    @Test
    void aPlaceThatIsNoMoreIsNamed() {
        String said = refused(provider -> provider == RealmProvider.class ? null : OURS);
        assertTrue(said.contains("RealmProvider 'jpa' is not there"), said);
    }

    /** As with an option that names Keycloak's own: then each region would count failed sign-ins for itself. */
    @Test
    void whoStandsBeforeUsIsNamed() {
        String said = refused(provider ->
                provider == UserLoginFailureProvider.class ? new JpaUserLoginFailureProviderFactory() : OURS);
        assertTrue(
                said.contains(
                        "the first UserLoginFailureProvider is " + JpaUserLoginFailureProviderFactory.class.getName()),
                said);
    }

    private static String refused(Function<Class<?>, ProviderFactory<?>> factories) {
        return assertThrows(IllegalStateException.class, () -> Places.require(sessions(factories)))
                .getMessage();
    }

    private static KeycloakSessionFactory sessions(Function<Class<?>, ProviderFactory<?>> factories) {
        return (KeycloakSessionFactory) Proxy.newProxyInstance(
                PlacesTest.class.getClassLoader(),
                new Class<?>[] {KeycloakSessionFactory.class},
                (proxy, method, arguments) -> factories.apply((Class<?>) arguments[0]));
    }
}
