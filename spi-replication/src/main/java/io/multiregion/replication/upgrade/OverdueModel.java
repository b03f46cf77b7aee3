package io.multiregion.replication.upgrade;

import org.keycloak.common.Version;
import org.keycloak.migration.MigrationModel;
import org.keycloak.models.DeploymentStateProvider;

/** Says that the database is at a realm's version. Nothing is stored: that is up to the caller. */
record OverdueModel(String version) implements DeploymentStateProvider, MigrationModel {

    @Override
    public MigrationModel getMigrationModel() {
        return this;
    }

    @Override
    public String getStoredVersion() {
        return version;
    }

    @Override
    public String getResourcesTag() {
        return Version.RESOURCES_VERSION;
    }

    @Override
    public void setStoredVersion(String migratedTo) {
        // the database was migrated when this server started
    }

    @Override
    public void close() {}
}
