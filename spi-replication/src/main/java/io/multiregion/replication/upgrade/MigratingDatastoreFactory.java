package io.multiregion.replication.upgrade;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.storage.DatastoreProvider;
import org.keycloak.storage.datastore.DefaultDatastoreProviderFactory;

/** Keycloak's own datastore with its migrations under control. It has the same id, and extends it because Keycloak casts to it. */
public final class MigratingDatastoreFactory extends DefaultDatastoreProviderFactory {

    private boolean toSnapshot;

    @Override
    public DatastoreProvider create(KeycloakSession session) {
        return new MigratingDatastore(this, session, toSnapshot);
    }

    @Override
    public void init(Config.Scope options) {
        super.init(options);
        toSnapshot = options.getBoolean(ALLOW_MIGRATE_EXISTING_DB_TO_SNAPSHOT_OPTION, false);
    }

    @Override
    public void postInit(KeycloakSessionFactory sessions) {
        super.postInit(sessions);
        OverdueMigrations.engage(sessions);
    }

    @Override
    public int order() {
        return super.order() + 1;
    }
}
