package io.multiregion.engine.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.records.Divergence;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.stream.TestRows;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a deposed primary had and nobody has taken over. */
final class DivergencesTest {

    private static final String REALM = "realm-1";
    private static final ResourceKey USER = new ResourceKey(Kind.USER, "user-1");

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Journal journal = new Journal("eu");
    private final Primary primary = new Primary(
            Realm.named(REALM, "acme", null),
            new Claim(1, "eu"),
            URI.create("https://eu.test"),
            Course.at(Position.START));
    private Divergences divergences;

    @BeforeEach
    void lead() {
        database.realm(REALM, "acme");
        database.run(connection -> RealmRows.assume(connection, primary));
        TestRows rows = new TestRows(database);
        rows.insert("USER_ENTITY", "ID", USER.id(), "REALM_ID", REALM, "USERNAME", "ada");
        divergences = new Divergences("eu", journal, new ResourceRows(rows.catalogue()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** It stays in the journal until the new primary ships its own: a region may follow twice before that. */
    @Test
    void oneWriteIsListedOnceHoweverOftenItsRegionFollows() {
        write(1000);
        deposed();
        deposed();
        assertEquals(List.of(1000L), listed());
    }

    @Test
    void aLaterWriteToTheSameResourceIsListedToo() {
        write(1000);
        deposed();
        write(2000);
        deposed();
        assertEquals(List.of(1000L, 2000L), listed());
    }

    private void write(long at) {
        database.run(connection -> journal.append(connection, REALM, 1, List.of(USER), at));
    }

    private void deposed() {
        database.run(connection -> divergences.record(connection, primary, 0));
    }

    private List<Long> listed() {
        return database.transaction(connection -> DivergenceRows.of(connection, REALM)).stream()
                .map(Divergence::committedAt)
                .toList();
    }
}
