package io.multiregion.engine.apply.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.apply.rows.RealmBounds.OutOfBoundsException;
import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.CutBounds;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.resource.RevokedTokenId;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another region names resources by kind and id: in a batch, in a digest that differs, in a divergence. All of that comes to the journal
 * of the realm that it holds, and from there into a cut. What is another realm's does not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NamedResourcesTest {

    private static final Position AT = new Position(1, 1);

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Catalogue catalogue = Catalogue.read(database, Ownership.load(), "test", Map.of());
    private final RowApplier applier = new RowApplier(catalogue, Dialect.H2);
    private final ResourceRows resources = new ResourceRows(catalogue);
    private final Journal journal = new Journal("eu");

    @BeforeAll
    void bothAreThere() {
        for (String realm : List.of("ours", "theirs")) {
            Batch all = new SampleRows(catalogue, realm).batch();
            database.transaction(connection -> applier.apply(connection, realm, List.of(all)));
            database.transaction(connection -> Sql.update(
                    connection,
                    "insert into REVOKED_TOKEN (ID, EXPIRE) values (?, 99)",
                    id(Kind.REVOKED_TOKEN, realm)));
        }
    }

    @AfterAll
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsAnotherRealmsIsNotShipped(Kind kind) throws IOException {
        Batch shipped = cut(change(kind, "ours"), change(kind, "theirs"));
        assertEquals(
                List.of(change(kind, "ours").resource()),
                shipped.changes().stream().map(Change::resource).toList());
        assertTrue(ResourceRows.isThere(shipped));
        for (Section section : shipped.sections()) {
            assertFalse(section.owners().contains(id(kind, "theirs")), section.table());
            section.rows().forEach(row -> assertFalse(Arrays.toString(row).contains("theirs"), section.table()));
        }
        Batch nothing = cut(change(kind, "theirs"));
        assertEquals(List.of(), nothing.changes(), "and yet the replica gets on");
        assertFalse(ResourceRows.isThere(nothing));
    }

    /** What the journal of a realm holds by what other regions said. */
    private Batch cut(Change... named) throws IOException {
        Cutter cutter = new Cutter(database, catalogue, journal, Clock.systemUTC(), CutBounds.USUAL);
        RealmState realm = RealmStates.of(
                "ours",
                "ours",
                Role.PRIMARY,
                1,
                ReplicaStatus.ACTIVE,
                "eu",
                URI.create("https://eu.example.com"),
                AT,
                AT,
                Instant.EPOCH,
                null);
        Cut cut = database.transaction(connection -> {
            Journal.forget(connection, "ours");
            journal.appendApplied(connection, "ours", AT, "us", List.of(named));
            Cutter.Since since = new Cutter.Since(Position.START, Batch.COPY_DONE, 0, 0, EnumSet.allOf(Kind.class));
            return cutter.cutIn(connection, realm, since, AT);
        });
        return BatchReader.read(cut.parts().get(0));
    }

    /** Whoever compares a divergence with what is here now sees nothing of another realm. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsAnotherRealmsIsNotShown(Kind kind) {
        assertTrue(ResourceRows.isThere(read(change(kind, "ours"))));
        assertFalse(ResourceRows.isThere(read(change(kind, "theirs"))));
    }

    private Batch read(Change change) {
        return database.transaction(connection -> resources.read(connection, "ours", change));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aBatchThatSaysItChangedIsNotApplied(Kind kind) {
        Batch batch = new Batch("cut", 0, 0, Optional.empty(), List.of(change(kind, "theirs")), List.of());
        assertThrows(
                OutOfBoundsException.class,
                () -> database.transaction(connection -> applier.apply(connection, "ours", List.of(batch))));
    }

    private Change change(Kind kind, String realm) {
        return new Change(new ResourceKey(kind, id(kind, realm)), 1);
    }

    private String id(Kind kind, String realm) {
        return kind == Kind.REVOKED_TOKEN
                ? RevokedTokenId.of(realm, "onrtac:1")
                : new SampleRows(catalogue, realm).owner(kind);
    }
}
