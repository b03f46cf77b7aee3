package io.multiregion.engine.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.apply.Applier;
import io.multiregion.engine.apply.rows.RowApplier;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchReader;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.records.DeposedRows;
import io.multiregion.engine.records.Divergence;
import io.multiregion.engine.records.DivergenceRows;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schedule.RowCopies;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.stream.TestRows;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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
    private TestRows rows;
    private Divergences divergences;

    @BeforeEach
    void lead() {
        database.realm(REALM, "acme");
        database.run(connection -> RealmRows.assume(connection, primary));
        rows = new TestRows(database);
        user(USER.id(), "ada");
        divergences = new Divergences("eu", journal, new ResourceRows(rows.catalogue()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void user(String id, String name) {
        rows.insert("USER_ENTITY", "ID", id, "REALM_ID", REALM, "USERNAME", name);
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

    /** However large resources are, each answer fits in a message, and in the end all are there. */
    @Test
    void anAnswerHasSoManyBytesAtMost() {
        List<ResourceKey> users = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String id = "large-" + i;
            user(id, id);
            rows.insert(
                    "USER_ATTRIBUTE",
                    "ID",
                    id,
                    "USER_ID",
                    id,
                    "NAME",
                    "picture",
                    "LONG_VALUE",
                    String.valueOf((char) ('a' + i % 26)).repeat(150_000));
            users.add(new ResourceKey(Kind.USER, id));
        }
        database.run(connection -> journal.append(connection, REALM, 1, users, 1000));
        database.run(connection -> divergences.depose(connection, primary, 0));
        TreeSet<String> got = new TreeSet<>();
        List<String> taken = List.of();
        int answers = 0;
        Divergences.Page page;
        do {
            page = divergences.next(database, REALM, taken);
            int bytes = Messages.bytes(new Answer.Divergences(page.diverged(), page.more())).length;
            assertTrue(bytes < Envelope.MAX_MESSAGE, () -> "uncompressed: " + bytes);
            taken = page.diverged().stream().map(Diverged::id).toList();
            page.diverged().forEach(diverged -> got.add(diverged.resourceId()));
            answers++;
        } while (page.more());
        assertEquals(users.size(), got.size());
        assertTrue(answers > 4, "answers: " + answers);
        assertEquals(List.of(), listed(), "all were taken");
    }

    /** A step is whole or not at all; whoever goes on, goes on from there. */
    @Test
    void aCrashLosesNothing() {
        Recording recording = new Recording("eu", journal, new ResourceRows(rows.catalogue()), 1);
        List<ResourceKey> users = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            user("u" + i, "u" + i);
            users.add(new ResourceKey(Kind.USER, "u" + i));
        }
        database.run(connection -> journal.append(connection, REALM, 1, users, 1000));
        database.run(connection -> recording.begin(connection, primary, 0));
        for (int i = 0; i < 5; i++) {
            database.run(connection -> recording.step(connection, REALM));
        }
        assertThrows(
                IllegalStateException.class,
                () -> database.run(connection -> {
                    recording.step(connection, REALM);
                    throw new IllegalStateException("it crashes");
                }));
        assertEquals(5, listed().size(), "a step ends after so many bytes");
        deposed();
        assertEquals(20, listed().size());
        assertFalse(isDue());
    }

    /** The new primary's rows would take the place of what is still to be recorded, and the journal would forget it. */
    @Test
    void nothingIsAppliedBeforeAllIsRecorded() {
        write(1000);
        database.run(connection -> {
            divergences.depose(connection, primary, 0);
            RealmRows.assume(connection, copy());
        });
        Applier applier = new Applier(
                new RowCopies(database),
                new RowApplier(rows.catalogue(), database.dialect()),
                database.dialect(),
                journal,
                new Observer() {},
                Clock.systemUTC());
        Batch cut = new Batch("cut", 1, 0, Optional.empty(), List.of(), List.of());
        Position next = new Position(2, 1);
        assertEquals(
                Answer.Outcome.NOT_FOLLOWING,
                applier.apply(copy(), Position.START, next, "us", List.of(cut)).outcome());
        divergences.next(database, REALM, List.of());
        divergences.next(
                database,
                REALM,
                divergences.next(database, REALM, List.of()).diverged().stream()
                        .map(Diverged::id)
                        .toList());
        assertEquals(
                Answer.Outcome.OK,
                applier.apply(copy(), Position.START, next, "us", List.of(cut)).outcome());
    }

    private static RealmState copy() {
        return RealmStates.of(
                REALM,
                "acme",
                Role.SECONDARY,
                2,
                ReplicaStatus.ACTIVE,
                "us",
                URI.create("https://us.test"),
                Position.START,
                Position.START,
                Instant.EPOCH,
                null);
    }

    /** One that no message could carry does not stand in the way of all others. */
    @Test
    void ofOneThatIsTooLargeItIsRecordedThatItWasThere() throws Exception {
        write(1000);
        Recording recording = new Recording("eu", journal, new ResourceRows(rows.catalogue()), 1);
        database.run(connection -> {
            recording.begin(connection, primary, 0);
            recording.step(connection, REALM);
        });
        Diverged one = divergences.next(database, REALM, List.of()).diverged().get(0);
        assertEquals(Optional.of("ada"), one.name());
        assertEquals(List.of(), BatchReader.read(one.rows()).sections());
    }

    @Test
    void theLastAdministratorIsNamed() {
        user("user-10", "bob");
        event(1000, "users/user-1", "first");
        event(2000, "users/user-1/role-mappings/realm", "second");
        event(3000, "users/user-10", "third");
        event(4000, "clients/user", "fourth");
        List<ResourceKey> both =
                List.of(USER, new ResourceKey(Kind.USER, "user-10"), new ResourceKey(Kind.ROLE, "none"));
        database.run(connection -> journal.append(connection, REALM, 1, both, 2500));
        deposed();
        Map<String, String> who = new HashMap<>();
        database.transaction(connection -> DivergenceRows.of(connection, REALM))
                .forEach(divergence -> who.put(divergence.resource().id(), String.valueOf(divergence.who())));
        assertEquals(Map.of("user-1", "second", "user-10", "third", "none", "null"), who);
    }

    private void event(long time, String path, String user) {
        rows.update(
                "insert into ADMIN_EVENT_ENTITY (ID, ADMIN_EVENT_TIME, REALM_ID, RESOURCE_PATH, AUTH_USER_ID)"
                        + " values (?, ?, ?, ?, ?)",
                "event-" + time,
                time,
                REALM,
                path,
                user);
    }

    private void write(long at) {
        database.run(connection -> journal.append(connection, REALM, 1, List.of(USER), at));
    }

    private void deposed() {
        database.run(connection -> divergences.depose(connection, primary, 0));
        Recording recording = new Recording("eu", journal, new ResourceRows(rows.catalogue()), 1 << 20);
        while (database.transaction(connection -> recording.step(connection, REALM))) {
            assertTrue(isDue());
        }
    }

    private boolean isDue() {
        return database.transaction(connection -> DeposedRows.isDue(connection, REALM));
    }

    private List<Long> listed() {
        return database.transaction(connection -> DivergenceRows.of(connection, REALM)).stream()
                .map(Divergence::committedAt)
                .toList();
    }
}
