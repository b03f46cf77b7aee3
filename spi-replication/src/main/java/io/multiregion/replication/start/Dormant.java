package io.multiregion.replication.start;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.journal.gate.ClosedGate;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.replication.hibernate.Capture;
import io.multiregion.replication.hibernate.CaptureHooks;
import io.multiregion.replication.hibernate.Tripwire;
import io.multiregion.replication.jpa.CapturingJpaFactory;
import io.multiregion.replication.jpa.StatementNet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.common.Version;
import org.keycloak.common.util.Environment;

/**
 * What a process without settings may do to a region's database: no server runs on it while realms are replicated. A command (import,
 * export, bootstrap-admin) reads all, and writes what is not replicated.
 */
final class Dormant {

    private static final Logger LOG = Logger.getLogger(Dormant.class);
    private static final String SETTINGS = "give it the settings spi-multi-region--default--... of this region";

    private Dormant() {}

    /** @throws IllegalStateException if this process must not use the database */
    static void guard(CapturingJpaFactory jpa) {
        Connections connections = jpa.connections();
        // Keycloak would take sealed keys for broken ones, and make new ones
        if (connections.transaction(DataKeys::areThere)) {
            throw new IllegalStateException("realms in this database have their secrets sealed: " + SETTINGS
                    + " (the server, or the export), or turn sealing off there first");
        }
        List<String> replicated = connections.transaction(RealmRows::replicated).values().stream()
                .map(RealmState::realmName)
                .toList();
        if (replicated.isEmpty()) {
            return;
        }
        if (!Environment.isNonServerMode()) {
            throw new IllegalStateException("realms in this database are replicated (" + String.join(", ", replicated)
                    + "), and what this server writes would be in no other region: " + SETTINGS
                    + ", or delete the replicas there first");
        }
        close(jpa, connections);
    }

    private static void close(CapturingJpaFactory jpa, Connections connections) {
        Ownership ownership = Ownership.load();
        Catalogue catalogue = Catalogue.read(connections, ownership, Version.VERSION, Map.of());
        Tripwire tripwire = new Tripwire(
                ownership,
                new Topology(Map::of, realmId -> Optional.empty()),
                (table, realmId) -> LOG.warnf("%s was written, maybe of a replicated realm: compare it", table));
        Capture capture = new Capture(new ClosedGate(ownership, catalogue.selects()), tripwire);
        jpa.capture(new CaptureHooks(jpa.sessionFactory(), capture, tripwire, ownership));
        StatementNet.arm(tripwire);
    }
}
