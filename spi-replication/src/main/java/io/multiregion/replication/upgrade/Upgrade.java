package io.multiregion.replication.upgrade;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.ModelRows;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.replication.jpa.CapturingJpaFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keycloak.common.Version;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.migration.ModelVersion;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * What a server finds that starts on a database.
 *
 * @param from the version that the database was migrated to; null for a new one
 * @param primaries the names of the realms that this region is the primary of, by id
 * @param secondaries the names of the realms that it holds copies of, by id
 */
record Upgrade(String from, Map<String, String> primaries, Map<String, String> secondaries) {

    private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}([.-].*)?");

    static final ModelVersion CURRENT = new ModelVersion(Version.VERSION);

    private static final Upgrade NONE = new Upgrade(null, Map.of(), Map.of());

    /** Reads it in a transaction of its own. */
    static Upgrade of(KeycloakSessionFactory sessions) {
        if (!(sessions.getProviderFactory(JpaConnectionProvider.class) instanceof CapturingJpaFactory jpa)) {
            return NONE;
        }
        return jpa.connections().transaction(connection -> {
            Optional<String> from = ModelRows.database(connection);
            Map<String, RealmState> realms = RealmRows.replicated(connection);
            return new Upgrade(
                    from.orElse(null), named(realms, RealmState::isPrimary), named(realms, RealmState::isSecondary));
        });
    }

    private static Map<String, String> named(Map<String, RealmState> realms, Predicate<RealmState> which) {
        return realms.values().stream()
                .filter(which)
                .collect(Collectors.toMap(RealmState::realmId, realm -> String.valueOf(realm.realmName())));
    }

    /** Whether this server is newer than the database, and a realm in it is replicated. */
    boolean isDue() {
        return isOlder(from) && !(primaries.isEmpty() && secondaries.isEmpty());
    }

    /** Whether rows at a version have migrations of this server ahead. No version, or what is none, says nothing. */
    static boolean isOlder(String version) {
        return version != null && VERSION.matcher(version).matches() && new ModelVersion(version).lessThan(CURRENT);
    }

    @Override
    public String toString() {
        return primaries.values() + " are migrated and compared with their replicas, the copies " + secondaries.values()
                + " wait for their primaries";
    }
}
