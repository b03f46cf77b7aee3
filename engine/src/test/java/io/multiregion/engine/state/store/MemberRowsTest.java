package io.multiregion.engine.state.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Member;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may say how a copy does, and of whom. */
class MemberRowsTest {

    private static final String REALM = "acme-id";
    private static final Position AT = new Position(1, 7);

    private final KeycloakDatabase database = new KeycloakDatabase();

    @BeforeEach
    void follow() {
        database.run(connection -> {
            RealmRows.assume(
                    connection,
                    RealmStates.of(
                            REALM,
                            "acme",
                            Role.SECONDARY,
                            1,
                            ReplicaStatus.ACTIVE,
                            "eu",
                            URI.create("https://eu.example.com"),
                            AT,
                            AT,
                            Instant.EPOCH,
                            null));
            MemberRows.replace(
                    connection,
                    REALM,
                    List.of(new Member("ap", URI.create("https://ap.example.com"), ReplicaStatus.ACTIVE)));
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<MemberRows.Told> told(String by, String realmId, String of) {
        return database.transaction(connection -> {
            MemberRows.tell(connection, by, List.of(new MemberRows.Told(realmId, of, "LEVEL", 5, 6, AT, 9)));
            return MemberRows.told(connection, REALM);
        });
    }

    @Test
    void thePrimaryTellsOfThoseThatItHasNamed() {
        assertEquals(List.of(new MemberRows.Told(REALM, "ap", "LEVEL", 5, 6, AT, 9)), told("eu", REALM, "ap"));
    }

    @Test
    void nobodyAddsARegionByTelling() {
        assertEquals(List.of(), told("eu", REALM, "<b>mars</b>"));
        assertEquals(
                1,
                database.transaction(connection -> MemberRows.of(connection, REALM))
                        .size());
    }

    @Test
    void whoIsNotThePrimaryTellsNothing() {
        assertEquals(List.of(), told("mars", REALM, "ap"));
        assertEquals(List.of(), told("eu", "another", "ap"));
    }
}
