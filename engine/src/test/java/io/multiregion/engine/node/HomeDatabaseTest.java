package io.multiregion.engine.node;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dump of a region's database is restored in another one. */
class HomeDatabaseTest {

    private final KeycloakDatabase home = new KeycloakDatabase(SchemaDatabase.postgreSql(TextOrder.CODE_POINTS));
    private final KeycloakDatabase copy = new KeycloakDatabase(SchemaDatabase.postgreSql(TextOrder.CODE_POINTS));

    @BeforeEach
    void restore() {
        HomeDatabase.require(home, Optional.empty());
        copy.run(connection -> Sql.update(
                connection, "insert into MR_DATABASE (NAME, IDENTITY_TEXT) values ('home', ?)", identity(home)));
        for (KeycloakDatabase database : new KeycloakDatabase[] {home, copy}) {
            database.realm("acme", "acme");
        }
    }

    @AfterEach
    void close() {
        home.close();
        copy.close();
    }

    @Test
    void nothingRunsOnACopyWhileRealmsAreReplicated() {
        replicate();
        HomeDatabase.require(home, Optional.empty());
        for (Optional<String> said : List.of(Optional.<String>empty(), Optional.of(identity(home)))) {
            var refused = assertThrows(IllegalStateException.class, () -> HomeDatabase.require(copy, said));
            assertTrue(refused.getMessage().contains(identity(home)), refused.getMessage());
        }
    }

    @Test
    void whatOperatorsSayToBeTheRegionsDatabaseIs() {
        replicate();
        var refused = assertThrows(IllegalStateException.class, () -> HomeDatabase.require(copy, Optional.empty()));
        String named = refused.getMessage().replaceAll("(?s).*--database to (\\S+)\\. .*", "$1");
        HomeDatabase.require(copy, Optional.of(named));
        HomeDatabase.require(copy, Optional.empty());
    }

    @Test
    void whereNothingIsReplicatedThereIsNothingToProtect() {
        HomeDatabase.require(copy, Optional.empty());
        replicate();
        HomeDatabase.require(copy, Optional.empty());
    }

    private void replicate() {
        for (KeycloakDatabase database : new KeycloakDatabase[] {home, copy}) {
            database.run(connection -> RealmRows.assume(
                    connection,
                    RealmStates.of(
                            "acme",
                            "acme",
                            Role.PRIMARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            "eu",
                            URI.create("https://eu.example.com"),
                            Position.START,
                            Position.START,
                            Instant.EPOCH,
                            null)));
        }
    }

    private static String identity(Connections database) {
        return database.transaction(
                connection -> Sql.first(connection, "select IDENTITY_TEXT from MR_DATABASE", row -> row.getString(1))
                        .orElseThrow());
    }
}
