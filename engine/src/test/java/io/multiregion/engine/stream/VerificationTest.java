package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.seal.Envelope;
import io.multiregion.engine.verify.Different;
import io.multiregion.engine.verify.Report;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However many resources a realm has, and however many of them differ, a verification asks about a page of them at a time. */
class VerificationTest {

    private static final int SESSIONS = Integer.getInteger("verify.sessions", 2_500);
    private static final int PAGE = Integer.getInteger("verify.page", 200);

    /** An id, a hash, and what is around them. */
    private static final int BYTES_EACH = 200;

    private TwoDatabases regions;

    @BeforeEach
    void copy() {
        regions = new TwoDatabases(PAGE, this::made);
        RandomRealm.found(regions.eu());
        RandomRealm.found(regions.us());
        regions.eu()
                .insert(
                        "USER_ENTITY",
                        "ID",
                        "alice",
                        "USERNAME",
                        "alice",
                        "EMAIL_CONSTRAINT",
                        "alice",
                        "REALM_ID",
                        TwoDatabases.REALM);
        regions.copy(() -> {});
    }

    @AfterEach
    void close() {
        regions.close();
    }

    /** A database of the product that both regions have. */
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.h2(order);
    }

    /** The numbers from 1 on, as this product selects them. */
    String numbers(int many) {
        return "system_range(1, " + many + ") as n (X)";
    }

    /** With {@code -Dverify.sessions=2000000 -Dverify.page=1000} this is a realm of that size. */
    @Test
    void sessionsCompareHoweverManyTheyAre() {
        for (TestRows region : List.of(regions.eu(), regions.us())) {
            region.update("insert into OFFLINE_USER_SESSION (USER_SESSION_ID, USER_ID, REALM_ID, CREATED_ON,"
                    + " OFFLINE_FLAG, DATA, LAST_SESSION_REFRESH, VERSION) select case when mod(X, 2) = 0 then 'a' else 'B' end"
                    + " || cast(X as varchar(20)), 'alice', 'acme', 0, '0', '{}', 0, 0 from " + numbers(SESSIONS));
            region.update("analyze");
        }
        assertEquals(0, regions.verify().differences());
        assertTrue(regions.largest() < PAGE * BYTES_EACH, () -> "bytes at once: " + regions.largest());

        regions.us().update("update OFFLINE_USER_SESSION set CREATED_ON = 7 where USER_SESSION_ID = 'a2'");
        regions.us().update("delete from OFFLINE_USER_SESSION where USER_SESSION_ID = 'B1'");
        Report report = regions.repair();
        assertEquals(
                Set.of(new Different("SESSION", "a2", "DIFFERENT"), new Different("SESSION", "B1", "MISSING")),
                new HashSet<>(report.resources()));
        assertEquals(Report.Outcome.SHIPPED, report.repair());
        assertTrue(regions.largest() < PAGE * BYTES_EACH, () -> "bytes at once: " + regions.largest());
        assertEquals(0, regions.verify().differences());
    }

    /** As what is on its way out is none. */
    @Test
    void whatIsOnItsWayBackIsNoDifference() {
        TestRows us = regions.us();
        us.insert("USER_CONSENT", "ID", "c", "USER_ID", "alice", "CLIENT_ID", "shop");
        us.insert("FED_USER_CONSENT", "ID", "f", "USER_ID", "f:ldap:bob", "REALM_ID", TwoDatabases.REALM);
        assertEquals(2, regions.verify().differences());
        for (ResourceKey user :
                List.of(new ResourceKey(Kind.USER, "alice"), new ResourceKey(Kind.FEDERATED_USER, "f:ldap:bob"))) {
            us.update(
                    "insert into MR_RETURN (REALM_ID, KIND, RESOURCE_ID, COMMITTED_AT) values (?, ?, ?, 1)",
                    TwoDatabases.REALM,
                    user.kind().name(),
                    user.id());
        }
        Report report = regions.verify();
        assertEquals(0, report.differences(), report::toString);
    }

    /** SQL that no hook has seen, on either side: one call mends all of it, and says that this goes on. */
    @Test
    void aMassChangeBySqlIsMendedByOneCall() {
        int users = 6 * PAGE;
        users(regions.eu(), users);
        regions.eu()
                .update("insert into USER_ATTRIBUTE (ID, USER_ID, NAME, " + value()
                        + ") select 'a' || cast(X as varchar(20)), 'u' || cast(X as varchar(20)), 'attr1', 'old' from "
                        + numbers(users));
        assertEquals(users, regions.verify().differences(), "they are missing");
        assertEquals(Report.Outcome.COPYING, regions.repair().repair());
        copied();

        regions.eu().update("update USER_ATTRIBUTE set " + value() + " = 'new' where NAME = 'attr1'");
        regions.us()
                .insert(
                        "USER_ENTITY",
                        "ID",
                        "intruder",
                        "USERNAME",
                        "u0",
                        "EMAIL_CONSTRAINT",
                        "u0",
                        "REALM_ID",
                        TwoDatabases.REALM);
        Report found = regions.verify();
        assertEquals(users + 1, found.differences(), "all are counted");
        assertEquals(Math.min(users + 1, 1000), found.resources().size(), "a thousand are named");
        Report repaired = regions.repair();
        assertEquals(Report.Outcome.COPYING, repaired.repair(), "there is nothing to call again for");
        copied();
        assertEquals(0, regions.verify().differences());
    }

    private void users(TestRows region, int many) {
        region.update(
                "insert into USER_ENTITY (ID, USERNAME, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, REALM_ID, NOT_BEFORE)"
                        + " select 'u' || cast(X as varchar(20)), 'u' || cast(X as varchar(20)), 'u' || cast(X as varchar(20)),"
                        + " true, true, 'acme', 0 from " + numbers(many));
    }

    /** As quoted as a word of SQL has to be. */
    String value() {
        return "\"VALUE\"";
    }

    private void copied() {
        assertEquals(Batch.COPY_AGAIN, regions.replica().copyCursor());
        regions.again();
        regions.copy(() -> {});
        regions.assertEqual();
    }

    /** It is shipped whole, so it is no difference that it is not there yet. */
    @Test
    void whatIsOnItsWayIsNoDifference() {
        int many = 3 * PAGE;
        for (TestRows region : List.of(regions.eu(), regions.us())) {
            users(region, many);
        }
        int[] steps = {0};
        Report report = regions.done("", () -> {
            String name = "late" + steps[0]++;
            regions.eu()
                    .insert(
                            "USER_ENTITY",
                            "ID",
                            name,
                            "USERNAME",
                            name,
                            "EMAIL_CONSTRAINT",
                            name,
                            "REALM_ID",
                            TwoDatabases.REALM);
            regions.eu().update("update USER_ENTITY set FIRST_NAME = ? where ID = 'alice'", name);
            regions.note(List.of(new ResourceKey(Kind.USER, name), new ResourceKey(Kind.USER, "alice")));
        });
        assertEquals(0, report.differences(), report::toString);
        assertTrue(steps[0] > 6, "it has steps, and the stream ships between them");
        regions.assertEqual();
    }

    @Test
    void asManyAsGoInOneAnswerFitInAMessage() {
        Map<String, Digest> digests = new TreeMap<>();
        String longest = "\u0001".repeat(245);
        for (int i = 0; i < Question.MOST; i++) {
            digests.put(longest + (1_000_000_000 + i), new Digest(Integer.MAX_VALUE, "f".repeat(64)));
        }
        byte[] answer = Messages.bytes(new Answer.Digests(digests, false, List.of()));
        assertTrue(answer.length < Envelope.MAX_MESSAGE, () -> "uncompressed: " + answer.length);
    }
}
