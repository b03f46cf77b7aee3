package io.multiregion.replication.job;

import org.keycloak.models.KeycloakSession;
import org.keycloak.timer.TimerProvider;
import org.keycloak.timer.basic.BasicTimerProviderFactory;

/** Replaces Keycloak's timer (same id) by one whose jobs pass over read-only realms. */
public final class PrimaryOnlyTimerFactory extends BasicTimerProviderFactory {

    @Override
    public TimerProvider create(KeycloakSession session) {
        return new PrimaryOnlyTimer(super.create(session));
    }
}
