package io.multiregion.engine.journal.gate;

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
import io.multiregion.engine.state.Standing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A migration of Keycloak's cannot be refused: what becomes of its changes, by what this region is to the realm. */
class MigrationGateTest {

    private static final String REALM = "acme-id";
    private static final ResourceKey ROLE = new ResourceKey(Kind.ROLE, "view-organizations-id");

    private final KeycloakDatabase database = new KeycloakDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    /** It ran before the region knew whether it still may write: what it wrote is in the journal, to be shipped or taken back. */
    @Test
    void aPrimarysMigrationIsJournalledWhateverItsStanding() {
        for (Standing standing : Standing.values()) {
            be(Role.PRIMARY, standing);
            assertEquals(Set.of(REALM), commit(true), standing.name());
            assertEquals(List.of("7 " + ROLE.id()), journal(), standing.name());
        }
    }

    @Test
    void otherWritesAreRefusedAsEver() {
        List<Standing> refused = new ArrayList<>(List.of(Standing.values()));
        refused.removeAll(List.of(Standing.CONFIRMED, Standing.CLOSING));
        for (Standing standing : refused) {
            be(Role.PRIMARY, standing);
            assertThrows(WriteRefusedException.class, () -> commit(false), standing.name());
        }
        be(Role.SECONDARY, Standing.CONFIRMED);
        assertThrows(WriteRefusedException.class, () -> commit(false));
    }

    /** A start must not fail for it: the comparison with the primary takes it back. */
    @Test
    void whatItWritesIntoACopyIsInNoJournal() {
        be(Role.SECONDARY, Standing.CONFIRMED);
        assertEquals(Set.of(), commit(true));
        assertEquals(List.of(), journal());
    }

    private void be(Role role, Standing standing) {
        database.transaction(connection -> {
            Sql.update(connection, "delete from MR_REALM");
            Sql.update(connection, "delete from MR_JOURNAL");
            return Sql.update(
                    connection,
                    "insert into MR_REALM (REALM_ID, ROLE, EPOCH, STANDING, REALM_NAME, PRIMARY_URL)"
                            + " values (?, ?, 7, ?, 'acme', 'https://eu.example.com')",
                    REALM,
                    role.name(),
                    standing.name());
        });
    }

    private Set<String> commit(boolean migrating) {
        return database.transaction(connection -> {
            CommitGate gate = new CommitGate(
                    Dialect.of(connection),
                    Ownership.load(),
                    null,
                    new Journal("eu"),
                    Clock.systemUTC(),
                    realm -> {},
                    () -> true);
            Changes changes = new Changes(null, migrating);
            changes.add(new Owner(ROLE, REALM), "KEYCLOAK_ROLE");
            return gate.pass(connection, changes).journalledRealms();
        });
    }

    private List<String> journal() {
        return database.transaction(connection -> Sql.list(
                connection,
                "select EPOCH, RESOURCE_ID from MR_JOURNAL where SEQUENCE is null",
                row -> row.getLong(1) + " " + row.getString(2)));
    }
}
