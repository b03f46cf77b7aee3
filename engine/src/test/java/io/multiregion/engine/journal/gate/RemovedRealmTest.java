package io.multiregion.engine.journal.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An import that overrides a realm removes it and makes it again, in one transaction. */
class RemovedRealmTest {

    private static final String REALM = "acme";

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final CommitGate open = new CommitGate(
            Dialect.H2, Ownership.load(), null, new Journal("eu"), Clock.systemUTC(), realm -> {}, () -> true);
    private final ClosedGate closed = new ClosedGate(Ownership.load(), null);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aReplicatedRealmIsNotMadeAgain() {
        be(Role.PRIMARY);
        assertEquals(Set.of(REALM), commit(open, false).journalledRealms());
        var refused = assertThrows(WriteRefusedException.class, () -> commit(open, true));
        assertTrue(refused.getMessage().contains("delete its replicas first"), refused.getMessage());
    }

    @Test
    void anyOtherRealmIs() {
        be(Role.STANDALONE);
        assertEquals(Set.of(), commit(open, true).journalledRealms());
    }

    @Test
    void withoutTheRegionsSettingsNoReplicatedRealmIsWritten() {
        for (Role role : new Role[] {Role.PRIMARY, Role.SECONDARY}) {
            be(role);
            var refused = assertThrows(WriteRefusedException.class, () -> commit(closed, false));
            assertTrue(refused.getMessage().startsWith("realm acme is replicated"), refused.getMessage());
        }
        be(Role.STANDALONE);
        assertEquals(Set.of(), commit(closed, true).journalledRealms());
    }

    private void be(Role role) {
        database.run(connection -> {
            Sql.update(connection, "delete from MR_STREAM");
            Sql.update(connection, "delete from MR_REALM");
            Sql.update(connection, "delete from REALM");
        });
        database.realm(REALM, REALM);
        if (role != Role.STANDALONE) {
            database.run(connection -> RealmRows.assume(
                    connection,
                    RealmStates.of(
                            REALM,
                            REALM,
                            role,
                            7,
                            ReplicaStatus.ACTIVE,
                            "eu",
                            URI.create("https://eu.example.com"),
                            Position.START,
                            Position.START,
                            Instant.EPOCH,
                            null)));
        }
    }

    private CommitGate.Passed commit(Gate gate, boolean removed) {
        return database.transaction(connection -> {
            Changes changes = new Changes(null, false);
            changes.add(new Owner(new ResourceKey(Kind.REALM, REALM), REALM), "REALM");
            if (removed) {
                changes.removed(REALM);
            }
            return gate.pass(connection, changes);
        });
    }
}
