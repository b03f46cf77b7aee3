package io.multiregion.engine.journal.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.Role;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a change whose realm no row and no request tells. */
class ChangedRealmsTest {

    private static final String REALM = "acme-id";
    private static final ResourceKey GONE = new ResourceKey(Kind.COMPONENT, "gone");
    private static final Owner OF_ACME = new Owner(new ResourceKey(Kind.ROLE, "seller"), REALM);

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Catalogue catalogue = Catalogue.read(database, Ownership.load(), "test", Map.of());

    @BeforeEach
    void acmeIsReplicated() {
        role(REALM, Role.PRIMARY);
        role("other-id", Role.STANDALONE);
        database.transaction(connection ->
                Sql.update(connection, "insert into REALM (ID, NAME, ENABLED) values ('other-id', 'other', true)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void itIsRefusedWhereAnyRealmIsReplicated() {
        for (Role role : List.of(Role.PRIMARY, Role.SECONDARY)) {
            role(REALM, role);
            String message = refusal(new Owner(GONE, null));
            assertTrue(message.contains("COMPONENT/gone in [COMPONENT, COMPONENT_CONFIG]"), message);
            assertTrue(message.contains("set the realm of its session's context"), message);
        }
        assertEquals(List.of(), journal());
    }

    @Test
    void itPassesWhereNoneIs() {
        role(REALM, Role.STANDALONE);
        assertEquals(Set.of(), commit(null, false, new Owner(GONE, null)));
    }

    /** What is there, and in no realm, was maybe in one before. */
    @Test
    void soIsWhatLeadsToNoRealm() {
        database.transaction(connection -> Sql.update(connection, "insert into COMPONENT (ID) values ('gone')"));
        refusal(new Owner(GONE, null));
        assertThrows(WriteRefusedException.class, () -> commit(REALM, false, new Owner(GONE, null)));
    }

    @Test
    void whatIsGoneIsOfTheRealmThatTheRequestIsAbout() {
        commit(REALM, false, new Owner(GONE, null));
        assertEquals(List.of("COMPONENT gone"), journal());
    }

    /** A job that tells no realm, an import: what it creates and removes again, or removes with what it is a part of. */
    @Test
    void whatIsGoneIsOfTheOneRealmThatElseChanges() {
        commit(null, false, OF_ACME, new Owner(GONE, null));
        assertEquals(List.of("COMPONENT gone", "ROLE seller"), journal());
    }

    @Test
    void ofTwoRealmsItMayBeEither() {
        refusal(OF_ACME, new Owner(new ResourceKey(Kind.ROLE, "buyer"), "other-id"), new Owner(GONE, null));
    }

    @Test
    void aResourceServerIsOfItsClientsRealm() {
        commit(
                null,
                false,
                new Owner(new ResourceKey(Kind.ROLE, "buyer"), "other-id"),
                new Owner(new ResourceKey(Kind.CLIENT, "files"), REALM),
                new Owner(new ResourceKey(Kind.AUTHORIZATION, "files"), null));
        assertEquals(List.of("AUTHORIZATION files", "CLIENT files"), journal());
    }

    /** The realm takes its row along. */
    @Test
    void whatGoesWithARealmIsThatRealms() {
        role("old-id", Role.STANDALONE);
        ResourceKey old = new ResourceKey(Kind.REALM, "old-id");
        assertEquals(Set.of(), commit(null, false, new Owner(old, "old-id"), new Owner(GONE, null)));
    }

    @Test
    void nobodyCanBeToldThatAMigrationIsRefused() {
        assertEquals(Set.of(), commit(null, true, new Owner(GONE, null)));
    }

    private String refusal(Owner... changed) {
        return assertThrows(WriteRefusedException.class, () -> commit(null, false, changed))
                .getMessage();
    }

    private Set<String> commit(String context, boolean migrating, Owner... changed) {
        return database.transaction(connection -> {
            CommitGate gate = new CommitGate(
                    Dialect.of(connection),
                    catalogue.ownership(),
                    catalogue.selects(),
                    new Journal("eu"),
                    Clock.systemUTC(),
                    realm -> {},
                    () -> true);
            Changes changes = new Changes(context, migrating);
            for (Owner owner : changed) {
                changes.add(owner, owner.resource().kind().name());
                changes.add(owner, owner.resource().kind() + "_CONFIG");
            }
            return gate.pass(connection, changes).journalledRealms();
        });
    }

    private void role(String realm, Role role) {
        database.transaction(connection -> {
            Sql.update(connection, "delete from MR_REALM where REALM_ID = ?", realm);
            return Sql.update(
                    connection,
                    "insert into MR_REALM (REALM_ID, ROLE, EPOCH, STANDING, REALM_NAME, PRIMARY_URL)"
                            + " values (?, ?, 7, 'CONFIRMED', 'acme', 'https://eu.example.com')",
                    realm,
                    role.name());
        });
    }

    private List<String> journal() {
        return database.transaction(connection -> Sql.list(
                connection,
                "select KIND, RESOURCE_ID from MR_JOURNAL order by KIND",
                row -> row.getString(1) + " " + row.getString(2)));
    }
}
