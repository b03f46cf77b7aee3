package io.multiregion.replication.upgrade;

import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.MigrationManager;
import org.keycloak.storage.datastore.DefaultDatastoreProvider;
import org.keycloak.storage.datastore.DefaultDatastoreProviderFactory;

/** Keycloak's own datastore, whose migration leaves copies alone. */
final class MigratingDatastore extends DefaultDatastoreProvider {

    private final KeycloakSession session;
    private final boolean toSnapshot;

    MigratingDatastore(DefaultDatastoreProviderFactory factory, KeycloakSession session, boolean toSnapshot) {
        super(factory, session);
        this.session = session;
        this.toSnapshot = toSnapshot;
    }

    @Override
    public MigrationManager getMigrationManager() {
        return new CapturedMigration(session, toSnapshot);
    }
}
