package io.multiregion.engine.state.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A realm's name may change, its label does not, and nobody else gets it. */
class LabelTest {

    private final KeycloakDatabase database = new KeycloakDatabase();

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void staysWhenTheRealmIsRenamed() {
        begin("one", "Acme", "acme");
        rename("one", "other");
        assertEquals("acme", label("one"));
        assertEquals(
                Optional.of("other"), database.transaction(connection -> Label.takenBy(connection, "acme", "two")));
        assertEquals(Optional.empty(), database.transaction(connection -> Label.takenBy(connection, "acme", "one")));
    }

    @Test
    void isNoOtherRealms() {
        begin("one", "acme", Label.of("acme"));
        assertThrows(DatabaseException.class, () -> begin("two", "ACME", Label.of("ACME")));
        begin("three", "none", null);
        begin("four", "none-either", null);
    }

    @Test
    void endsWithTheReplication() {
        begin("one", "acme", "acme");
        database.transaction(connection -> {
            RealmRows.release(connection, "one");
            return null;
        });
        assertEquals(Optional.empty(), database.transaction(connection -> Label.takenBy(connection, "acme", "two")));
        begin("two", "acme", "acme");
    }

    private void begin(String id, String name, String label) {
        database.transaction(connection -> {
            RealmRows.assume(
                    connection,
                    RealmStates.labelled(
                            label,
                            RealmStates.of(
                                    id,
                                    name,
                                    Role.PRIMARY,
                                    1,
                                    ReplicaStatus.ACTIVE,
                                    "eu",
                                    URI.create("https://eu.test"),
                                    Position.START,
                                    Position.START,
                                    Instant.EPOCH,
                                    null)));
            return null;
        });
    }

    private void rename(String id, String name) {
        database.transaction(connection ->
                Sql.update(connection, "update MR_REALM set REALM_NAME = ? where REALM_ID = ?", name, id));
    }

    private String label(String id) {
        return database.transaction(
                connection -> RealmRows.of(connection, id).orElseThrow().label());
    }
}
