package io.multiregion.engine.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.RevokedTokenId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy of a realm takes along the tokens that were revoked in it, and no other. */
final class RevocationCutTest {

    private static final String TOKEN = "onrtac:0b2f7dd2";

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Catalogue catalogue = Catalogue.read(database, Ownership.load(), "test", Map.of());
    private final Selects selects = catalogue.selects();
    private final OwnedTable table = catalogue.ownership().root(Kind.REVOKED_TOKEN);

    @BeforeEach
    void threeAreRevoked() {
        for (String id : List.of(RevokedTokenId.of("ours", TOKEN), RevokedTokenId.of("theirs", TOKEN), TOKEN)) {
            database.transaction(
                    connection -> Sql.update(connection, "insert into REVOKED_TOKEN (ID, EXPIRE) values (?, 99)", id));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void onlyThoseOfTheRealmAreShippedAndCompared() {
        for (String realm : List.of("ours", "theirs")) {
            List<String> one = List.of(RevokedTokenId.of(realm, TOKEN));
            assertEquals(one, ids(selects.nextOwners(table), realm, "", 10));
            assertEquals(one, ids(selects.rowsOfRealm(table).replace("t0.\"EXPIRE\", ", ""), realm));
            assertEquals(List.of("1"), ids(selects.countOwners(table), realm));
        }
        assertEquals(List.of(), ids(selects.nextOwners(table), "onrtac", "", 10), "one of no realm");
    }

    private List<String> ids(String select, Object... bound) {
        return database.transaction(connection -> Sql.list(connection, select, row -> row.getString(1), bound));
    }
}
