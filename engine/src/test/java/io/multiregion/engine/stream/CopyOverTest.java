package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.transport.CopyDamagedException;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.engine.verify.Different;
import io.multiregion.engine.verify.Report;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy that is made over an older one ends equal to the primary, row by row, whatever was there; so does a repair. */
class CopyOverTest {

    /** So few that each chunk and each page ends within a kind. */
    private static final int PAGE = 3;

    private static final int SEEDS = Integer.getInteger("copy.seeds", 8);

    private TwoDatabases regions;

    @BeforeEach
    void found() {
        begin(PAGE);
    }

    /** A database of the product that both regions have. */
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.h2(order);
    }

    /** How many copies are made at random. */
    int seeds() {
        return SEEDS;
    }

    private void begin(int page) {
        regions = new TwoDatabases(page, this::made);
        RandomRealm.found(regions.eu());
        RandomRealm.found(regions.us());
    }

    /** Where there are many rows. */
    private void beginWithLargePages() {
        regions.close();
        begin(400);
    }

    @AfterEach
    void close() {
        regions.close();
    }

    @Test
    void aFirstCopyIsEqual() {
        regions.us().update("delete from REALM where ID = 'acme'");
        new RandomRealm(regions.eu(), new Random(1)).change(60);
        regions.copy(() -> {});
        regions.assertEqual();
    }

    @Test
    void theRegionsOrderTextsDifferently() {
        for (TestRows region : List.of(regions.eu(), regions.us())) {
            for (String id : List.of("a", "B", "c")) {
                user(region, id, id);
            }
        }
        String inOrder = "select ID from USER_ENTITY where REALM_ID = 'acme' order by ID";
        assertEquals(List.of("B", "a", "c"), regions.eu().texts(inOrder));
        assertEquals(List.of("a", "B", "c"), regions.us().texts(inOrder));
    }

    @Test
    void moreThanAThousandGhostsGo() {
        beginWithLargePages();
        user(regions.eu(), "alice", "alice");
        thousand(regions.us(), "ghost");
        regions.copy(() -> {});
        regions.assertEqual();
    }

    @Test
    void whatWasMadeAgainUnderItsNameTakesItsPlace() {
        user(regions.us(), "old", "alice");
        user(regions.us(), "zoe", "zoe");
        user(regions.eu(), "new", "alice");
        user(regions.eu(), "zoe", "zoe");
        role(regions.us(), "old", "buyer");
        role(regions.us(), "whole", "whole");
        regions.us().insert("COMPOSITE_ROLE", "COMPOSITE", "whole", "CHILD_ROLE", "old");
        role(regions.eu(), "new", "buyer");
        role(regions.eu(), "whole", "whole");
        regions.eu().insert("COMPOSITE_ROLE", "COMPOSITE", "whole", "CHILD_ROLE", "new");
        regions.copy(() -> {});
        regions.assertEqual();
    }

    /** Each one of them has the name of the one whose chunk comes before: none is a ghost. */
    @Test
    void namesThatWentAroundArePutRight() {
        int many = 4 * PAGE;
        for (int i = 0; i < many; i++) {
            user(regions.eu(), "user" + (10 + i), "name" + i);
            user(regions.us(), "user" + (10 + i), "name" + (i + 1) % many);
        }
        regions.copy(() -> {});
        regions.assertEqual();
    }

    /** As after an import that keeps ids: what the attribute belonged to goes in the cut that gives it to another. */
    @Test
    void aRowWhoseOwnerGoesBelongsToAnother() {
        user(regions.eu(), "alice", "alice");
        user(regions.eu(), "bob", "bob");
        regions.eu().insert("USER_ATTRIBUTE", "ID", "attribute", "USER_ID", "alice", "NAME", "a", "VALUE", "b");
        regions.copy(() -> {});
        regions.eu().update("update USER_ATTRIBUTE set USER_ID = 'bob' where ID = 'attribute'");
        regions.eu().update("delete from CREDENTIAL where USER_ID = 'alice'");
        regions.eu().update("delete from USER_ENTITY where ID = 'alice'");
        regions.note(List.of(new ResourceKey(Kind.USER, "alice"), new ResourceKey(Kind.USER, "bob")));
        regions.ship();
        regions.assertEqual();
    }

    /** Whoever makes up rows for one realm can have those of another one neither removed nor shown. */
    @Test
    void rowsOfAnotherRealmMakeNoRoom() {
        user(regions.us(), "old", "old");
        user(regions.eu(), "mallory", "mallory");
        regions.eu().update("delete from USER_ATTRIBUTE where ID = 'other-0'");
        regions.eu().insert("USER_ATTRIBUTE", "ID", "other-0", "USER_ID", "mallory", "NAME", "a", "VALUE", "b");
        Trouble trouble = assertThrows(TransportException.class, () -> regions.copy(() -> {}))
                .trouble();
        assertEquals(Remedy.CHANGE_IN_COPY, trouble.remedy(), "no repair helps");
        assertEquals(Optional.of("USER_ATTRIBUTE"), trouble.spot().table());
        assertEquals(
                Optional.of(new ResourceKey(Kind.USER, "mallory")),
                trouble.spot().resource());
        assertEquals(List.of("other-0"), regions.us().texts("select USER_ID from USER_ATTRIBUTE where ID = 'other-0'"));
        Question<Answer.Digests> ofAnother = Question.digests(Kind.USER, List.of("other-0", "old"));
        assertEquals(
                Map.of(),
                regions.ask(
                                regions.realm(),
                                regions.replica(),
                                regions.replica().acknowledged(),
                                ofAnother)
                        .digests(),
                "old has gone, and other-0 is none of this realm");
        assertTrue(regions.ask(
                        regions.realm(),
                        regions.replica(),
                        regions.replica().acknowledged(),
                        Question.next(Kind.ROLE, "", 100))
                .ids()
                .isEmpty());
    }

    @Test
    void anyOldCopyEndsEqualWhileThePrimaryIsWrittenTo() {
        int over = 0;
        int seeds = seeds();
        for (int seed = 1; seed <= seeds; seed++) {
            Random random = new Random(seed);
            RandomRealm here = new RandomRealm(regions.eu(), random);
            RandomRealm there = new RandomRealm(regions.us(), random);
            here.change(60);
            there.change(60);
            regions.again();
            int before = regions.cuts();
            regions.copy(() -> {
                if (random.nextInt(3) == 0) {
                    regions.note(here.change(2));
                }
            });
            regions.assertEqual();
            over += regions.cuts() - before;
        }
        assertTrue(over > seeds * 10, "they are many chunks: " + over);
    }

    /** Between pages too much may change for one page, and names go around: then it begins anew, or all is copied again. */
    @Test
    void anyRegionThatIsFarBehindEndsEqualWhileThePrimaryIsWrittenTo() {
        Random random = new Random(3);
        RandomRealm here = new RandomRealm(regions.eu(), random);
        here.change(60);
        regions.copy(() -> {});
        int pages = 0;
        int again = 0;
        for (int seed = 1; seed <= 3 * seeds(); seed++) {
            regions.note(here.change(40));
            regions.late();
            int before = regions.cuts();
            try {
                regions.copy(() -> {
                    if (random.nextInt(3) == 0) {
                        regions.note(here.change(1 + random.nextInt(2 * PAGE)));
                    }
                });
            } catch (CopyDamagedException e) {
                again++;
                regions.again();
                regions.copy(() -> {});
            }
            regions.assertEqual();
            pages += regions.cuts() - before;
        }
        assertTrue(pages > seeds() * 10, "they are many pages: " + pages);
        assertTrue(again <= seeds(), "seldom all is copied again: " + again);
    }

    @Test
    void aComparisonNamesWhatDiffersPageByPage() {
        Random random = new Random(7);
        new RandomRealm(regions.eu(), random).change(120);
        regions.copy(() -> {});
        assertEquals(0, regions.verify().differences());
        for (int i = 0; i < 2 * PAGE; i++) {
            user(regions.us(), "ghost" + i, "ghost" + i);
        }
        List<String> users = regions.us()
                .texts("select ID from USER_ENTITY where REALM_ID = 'acme' and ID not like 'ghost%' order by ID");
        regions.us().update("update USER_ENTITY set FIRST_NAME = 'Mallory' where ID = ?", users.get(0));
        regions.us().update("delete from USER_ROLE_MAPPING where USER_ID = ?", users.get(1));
        regions.us().update("delete from USER_ATTRIBUTE where USER_ID = ?", users.get(1));
        regions.us().update("delete from USER_GROUP_MEMBERSHIP where USER_ID = ?", users.get(1));
        regions.us().update("delete from USER_ENTITY where ID = ?", users.get(1));
        regions.us().update("update REALM set NOT_BEFORE = 7 where ID = 'acme'");
        Report report = regions.verify();
        assertEquals(2 * PAGE + 3, report.differences(), report::toString);
        assertTrue(report.resources().contains(new Different("USER", users.get(0), "DIFFERENT")));
        assertTrue(report.resources().contains(new Different("USER", users.get(1), "MISSING")));
        assertTrue(report.resources().contains(new Different("USER", "ghost3", "EXTRA")));
        assertTrue(report.resources().contains(new Different("REALM", "acme", "DIFFERENT")));

        assertEquals(Report.Outcome.SHIPPED, regions.repair().repair());
        regions.assertEqual();
        assertEquals(Report.Outcome.EQUAL, regions.repair().repair());
    }

    @Test
    void aRepairOfMoreThanCanBeNamedMakesTheCopyAgain() {
        beginWithLargePages();
        thousand(regions.eu(), "user");
        regions.copy(() -> {});
        regions.assertEqual();
        regions.us().update("update USER_ENTITY set FIRST_NAME = 'Mallory' where REALM_ID = 'acme'");
        Report report = regions.repair();
        assertEquals(Report.Outcome.COPYING, report.repair());
        assertTrue(report.differences() > 1000, report::toString);
        assertEquals(Batch.COPY_AGAIN, regions.replica().copyCursor());
        assertEquals(ReplicaStatus.CREATING, regions.replica().status(), "nobody is served from what is no instant");
        regions.again();
        regions.copy(() -> {});
        regions.assertEqual();
    }

    /** A change that this copy can't take for rows it should not have: the stream would stand for ever. */
    @Test
    void aRepairGetsPastRowsThatAreInTheWay() {
        user(regions.eu(), "alice", "alice");
        regions.copy(() -> {});
        intruder();
        assertThrows(CopyDamagedException.class, regions::ship);
        int before = regions.cuts();
        Report report = regions.repair();
        assertEquals(Report.Outcome.SHIPPED, report.repair(), report::toString);
        assertEquals(1, report.differences(), "what is in the way; what is due is no difference: " + report);
        assertEquals(1, regions.cuts() - before, "it is consistent before and after");
        regions.assertEqual();
        assertEquals(Report.Outcome.EQUAL, regions.repair().repair());
    }

    @Test
    void aRepairOfManyRowsThatAreInTheWayMakesTheCopyAgain() {
        beginWithLargePages();
        regions.copy(() -> {});
        thousand(regions.us(), "ghost");
        intruder();
        assertEquals(Report.Outcome.COPYING, regions.repair().repair());
        regions.again();
        regions.copy(() -> {});
        regions.assertEqual();
    }

    /** Has the name of a user that is made on the primary. */
    private void intruder() {
        user(regions.us(), "intruder", "bob");
        user(regions.eu(), "bob", "bob");
        regions.note(List.of(new ResourceKey(Kind.USER, "bob")));
    }

    private static void thousand(TestRows region, String prefix) {
        region.together(() -> {
            for (int i = 0; i < 1100; i++) {
                user(region, prefix + i, prefix + i);
            }
        });
    }

    private static void user(TestRows region, String id, String name) {
        region.insert("USER_ENTITY", "ID", id, "USERNAME", name, "EMAIL_CONSTRAINT", name + "@x", "REALM_ID", "acme");
        region.insert("CREDENTIAL", "ID", "password of " + id, "USER_ID", id);
    }

    private static void role(TestRows region, String id, String name) {
        region.insert("KEYCLOAK_ROLE", "ID", id, "NAME", name, "CLIENT_REALM_CONSTRAINT", "acme", "REALM_ID", "acme");
    }
}
