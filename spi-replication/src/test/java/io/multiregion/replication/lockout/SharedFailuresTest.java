package io.multiregion.replication.lockout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.keycloak.models.UserLoginFailureProviderFactory;

final class SharedFailuresTest {

    /** In memory, in an external Infinispan, in the database: a server has one of them, and ours before it. */
    @Test
    void theSharedCountStandsBeforeEachOfKeycloaksOwn() {
        SharedFailuresFactory ours = new SharedFailuresFactory();
        Set<String> keycloaks = new TreeSet<>();
        for (UserLoginFailureProviderFactory<?> factory : ServiceLoader.load(UserLoginFailureProviderFactory.class)) {
            if (!(factory instanceof SharedFailuresFactory)) {
                keycloaks.add(factory.getId());
                assertTrue(factory.order() < ours.order(), factory.getId());
                assertNotEquals(ours.getId(), factory.getId());
            }
        }
        assertEquals(Set.of("infinispan", "jpa", "remote"), keycloaks);
    }
}
