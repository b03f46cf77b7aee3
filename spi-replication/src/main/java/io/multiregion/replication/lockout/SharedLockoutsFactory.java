package io.multiregion.replication.lockout;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.BruteForceProtector;
import org.keycloak.services.managers.DefaultBruteForceProtectorFactory;

/** Replaces Keycloak's protection against guessing (same id) by one that knows the lockouts of other regions. */
public final class SharedLockoutsFactory extends DefaultBruteForceProtectorFactory {

    @Override
    public BruteForceProtector create(KeycloakSession session) {
        return new SharedLockouts(super.create(session));
    }
}
