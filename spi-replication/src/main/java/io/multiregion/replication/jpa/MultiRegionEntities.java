package io.multiregion.replication.jpa;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** The extension's own tables: made by Liquibase, used by JDBC, so there are no entities. */
final class MultiRegionEntities implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return List.of();
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/multi-region-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return MultiRegionEntitiesFactory.ID;
    }

    @Override
    public void close() {}
}
