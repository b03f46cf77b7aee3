package io.multiregion.engine.journal.gate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.Role;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of some tables a secondary may move rows on, and no more: what else happens to them is refused at the commit. */
final class MovedOnTest {

    private static final Owner ALICE = new Owner(new ResourceKey(Kind.USER, "alice"), "acme-id");

    private final KeycloakDatabase database = new KeycloakDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSecondaryMovesACredentialOnAndNoMore() {
        be(Role.SECONDARY);
        assertDoesNotThrow(() -> commit(changes -> changes.movedOn(ALICE)));
        assertThrows(WriteRefusedException.class, () -> commit(changes -> changes.add(ALICE, "CREDENTIAL")));
        assertThrows(
                WriteRefusedException.class,
                () -> commit(changes -> {
                    changes.movedOn(ALICE);
                    changes.add(ALICE, "CREDENTIAL");
                }));
        assertThrows(
                WriteRefusedException.class,
                () -> commit(changes -> {
                    changes.movedOn(ALICE);
                    changes.add(ALICE, "USER_ENTITY");
                }));
    }

    @Test
    void thePrimaryShipsIt() {
        be(Role.PRIMARY);
        assertEquals(Set.of("acme-id"), commit(changes -> changes.movedOn(ALICE)));
    }

    private void be(Role role) {
        database.transaction(connection -> Sql.update(
                connection,
                "insert into MR_REALM (REALM_ID, ROLE, EPOCH, STANDING, REALM_NAME, PRIMARY_URL)"
                        + " values ('acme-id', ?, 7, 'CONFIRMED', 'acme', 'https://eu.example.com')",
                role.name()));
    }

    private Set<String> commit(Consumer<Changes> writes) {
        return database.transaction(connection -> {
            CommitGate gate = new CommitGate(
                    Dialect.of(connection),
                    Ownership.load(),
                    null,
                    new Journal("eu"),
                    Clock.systemUTC(),
                    realm -> {},
                    () -> true);
            Changes changes = new Changes(null, false);
            writes.accept(changes);
            return gate.pass(connection, changes).journalledRealms();
        });
    }
}
