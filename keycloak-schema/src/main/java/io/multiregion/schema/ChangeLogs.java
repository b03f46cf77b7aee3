package io.multiregion.schema;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.AbstractJdbcDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.keycloak.connections.jpa.updater.liquibase.ThreadLocalSessionContext;
import org.keycloak.models.KeycloakSession;

/** Keycloak's change logs and this extension's, as a server runs them. */
final class ChangeLogs {

    /** With the table in which Liquibase keeps what has run. */
    private record ChangeLog(String resource, String ran) {}

    private static final List<ChangeLog> ALL = List.of(
            new ChangeLog("META-INF/jpa-changelog-master.xml", "DATABASECHANGELOG"),
            new ChangeLog("META-INF/multi-region-changelog.xml", "DATABASECHANGELOG_MULTI_REGION"));

    private ChangeLogs() {}

    /**
     * Makes all tables. Liquibase keeps state of the thread: one at a time.
     *
     * @param product Liquibase's idea of the product
     */
    static synchronized void run(Connection connection, AbstractJdbcDatabase product) {
        product.setConnection(new JdbcConnection(connection));
        product.set("keycloak.indexCreationThreshold", 300_000L);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadLocalSessionContext.setCurrentSession((KeycloakSession)
                Proxy.newProxyInstance(loader, new Class<?>[] {KeycloakSession.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException("an empty database has nothing to migrate");
                }));
        try {
            for (ChangeLog log : ALL) {
                product.setDatabaseChangeLogTableName(log.ran());
                Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> {
                    Liquibase liquibase =
                            new Liquibase(log.resource(), new ClassLoaderResourceAccessor(loader), product);
                    liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                    liquibase.update((Contexts) null);
                });
            }
        } catch (Exception e) {
            throw new IllegalStateException("the change logs do not run on " + product.getShortName(), e);
        } finally {
            ThreadLocalSessionContext.removeCurrentSession();
        }
    }
}
