package io.multiregion.replication.upgrade;

import io.multiregion.replication.start.MultiRegion;
import io.multiregion.replication.storage.CopyUserStorage;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserProvider;
import org.keycloak.storage.MigrationManager;
import org.keycloak.storage.datastore.DefaultDatastoreProvider;
import org.keycloak.storage.datastore.DefaultDatastoreProviderFactory;

/** Keycloak's own datastore, whose migration and whose user storages leave copies alone. */
final class MigratingDatastore extends DefaultDatastoreProvider {

    private final KeycloakSession session;
    private final boolean toSnapshot;
    private UserProvider users;

    MigratingDatastore(DefaultDatastoreProviderFactory factory, KeycloakSession session, boolean toSnapshot) {
        super(factory, session);
        this.session = session;
        this.toSnapshot = toSnapshot;
    }

    @Override
    public UserProvider userStorageManager() {
        if (users == null) {
            users = MultiRegion.of(session)
                    .<UserProvider>map(region -> new CopyUserStorage(session, region.topology()))
                    .orElseGet(super::userStorageManager);
        }
        return users;
    }

    @Override
    public MigrationManager getMigrationManager() {
        return new CapturedMigration(session, toSnapshot);
    }
}
