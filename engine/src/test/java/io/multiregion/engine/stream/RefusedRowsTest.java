package io.multiregion.engine.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.peer.transport.CopyDamagedException;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a copy's database refuses is said with the resource, the table, the constraint, and what to do. No value of a row is. */
class RefusedRowsTest {

    private static final int PAGE = 50;

    private TwoDatabases regions;

    @BeforeEach
    void begin() {
        regions = new TwoDatabases(PAGE, this::made);
        RandomRealm.found(regions.eu());
        RandomRealm.found(regions.us());
    }

    @AfterEach
    void close() {
        regions.close();
    }

    /** A database of the product that both regions have. */
    SchemaDatabase made(TextOrder order) {
        return SchemaDatabase.h2(order);
    }

    private Trouble copyFails() {
        return assertThrows(TransportException.class, () -> regions.copy(() -> {}))
                .trouble();
    }

    private Trouble shipFails() {
        return assertThrows(TransportException.class, regions::ship).trouble();
    }

    private static void assertAt(ResourceKey resource, String table, Trouble trouble) {
        assertEquals(Optional.of(resource), trouble.spot().resource(), trouble::toString);
        assertEquals(Optional.of(table), trouble.spot().table(), trouble::toString);
    }

    private static void assertConstraint(String name, Trouble trouble) {
        assertTrue(
                trouble.spot()
                        .constraint()
                        .filter(constraint ->
                                constraint.toUpperCase(java.util.Locale.ROOT).startsWith(name))
                        .isPresent(),
                trouble::toString);
    }

    /** A table that another extension made refers to a user whom the primary deletes. */
    @Test
    void aTableOfAnotherExtensionRefersToWhatGoes() {
        user(regions.eu(), "alice", "alice");
        user(regions.eu(), "bob", "bob");
        regions.copy(() -> {});
        regions.us()
                .update("create table EXT_PROFILE (USER_ID varchar(36) not null, constraint FK_EXT_PROFILE"
                        + " foreign key (USER_ID) references USER_ENTITY (ID))");
        regions.us().update("insert into EXT_PROFILE (USER_ID) values ('alice')");
        regions.eu().update("delete from USER_ENTITY where ID in ('alice', 'bob')");
        regions.note(List.of(new ResourceKey(Kind.USER, "alice"), new ResourceKey(Kind.USER, "bob")));
        Trouble trouble = shipFails();
        assertAt(new ResourceKey(Kind.USER, "alice"), "EXT_PROFILE", trouble);
        assertConstraint("FK_EXT_PROFILE", trouble);
        assertEquals(Remedy.CHANGE_IN_COPY, trouble.remedy());
        assertFalse(trouble.text().contains("alice"), trouble::text);
        assertTrue(trouble.text().contains("EXT_PROFILE"), trouble::text);
        regions.us().update("delete from EXT_PROFILE");
        regions.ship();
        regions.assertEqual();
    }

    /** As after an import of one file under two names, in two regions. */
    @Test
    void anotherRealmHasAResourceOfTheSameId() {
        regions.eu()
                .insert(
                        "KEYCLOAK_ROLE",
                        "ID",
                        "role",
                        "NAME",
                        "buyer",
                        "CLIENT_REALM_CONSTRAINT",
                        "acme",
                        "REALM_ID",
                        "acme");
        regions.us()
                .insert(
                        "KEYCLOAK_ROLE",
                        "ID",
                        "role",
                        "NAME",
                        "buyer",
                        "CLIENT_REALM_CONSTRAINT",
                        "other",
                        "REALM_ID",
                        "other");
        Map<String, List<String>> before = regions.us().all();
        Trouble trouble = copyFails();
        assertAt(new ResourceKey(Kind.ROLE, "role"), "KEYCLOAK_ROLE", trouble);
        assertEquals(Remedy.CHANGE_IN_COPY, trouble.remedy());
        assertEquals(Optional.of("other"), trouble.otherRealm());
        assertFalse(trouble.text().contains("other-"), trouble::text);
        assertTrue(trouble.text().contains("made from one file"), trouble::text);
        assertEquals(before.get("KEYCLOAK_ROLE"), regions.us().all().get("KEYCLOAK_ROLE"), "the other realm is whole");
        regions.us().update("delete from KEYCLOAK_ROLE where ID = 'role'");
        regions.copy(() -> {});
        regions.assertEqual();
    }

    @Test
    void anotherRealmHasARowOfTheSameIdInsideAResource() {
        client(regions.eu(), "shop", "acme");
        client(regions.us(), "theirs", "other");
        mapper(regions.eu(), "shop");
        mapper(regions.us(), "theirs");
        Trouble trouble = copyFails();
        assertAt(new ResourceKey(Kind.CLIENT, "shop"), "PROTOCOL_MAPPER", trouble);
        assertEquals(Remedy.CHANGE_IN_COPY, trouble.remedy());
        assertEquals(Optional.of("other"), trouble.otherRealm());
        assertTrue(trouble.text().contains("the same ID"), trouble::text);
        assertEquals(
                List.of("theirs"), regions.us().texts("select CLIENT_ID from PROTOCOL_MAPPER where ID = 'mapper'"));
        regions.us().update("delete from PROTOCOL_MAPPER where ID = 'mapper'");
        regions.us().update("delete from CLIENT where ID = 'theirs'");
        regions.copy(() -> {});
        regions.assertEqual();
    }

    /** What another region is told has no name of a realm that is not its business. */
    @Test
    void theOtherRealmIsNotNamedToTheOtherRegion() {
        Trouble trouble = Trouble.of(Remedy.CHANGE_IN_COPY, "a realm").withRealm(Optional.of("secret plans"));
        assertEquals(Optional.empty(), trouble.told().otherRealm());
    }

    @Test
    void aRowThatTheCopyShouldNotHaveIsNamed() {
        user(regions.eu(), "zoe", "zoe");
        regions.copy(() -> {});
        user(regions.us(), "intruder", "bob");
        for (String name : List.of("anna", "bob", "carl")) {
            user(regions.eu(), name, name);
            regions.note(List.of(new ResourceKey(Kind.USER, name)));
        }
        Trouble trouble =
                assertThrows(CopyDamagedException.class, regions::ship).trouble();
        assertAt(new ResourceKey(Kind.USER, "bob"), "USER_ENTITY", trouble);
        assertConstraint("UK_", trouble);
        assertTrue(trouble.text().contains("verify?repair=true"), trouble::text);
        assertEquals(
                List.of(),
                regions.us().texts("select ID from USER_ENTITY where ID in ('anna', 'carl')"),
                "one instant, or none of it");
    }

    /** Somebody has added a rule of his own to the copy's database. */
    @Test
    void aConstraintThatOnlyTheCopyHasIsNamed() {
        regions.copy(() -> {});
        regions.us()
                .update(
                        "alter table USER_ENTITY add constraint CK_NO_MALLORY check (FIRST_NAME is null or FIRST_NAME <> 'Mallory')");
        user(regions.eu(), "alice", "alice");
        regions.note(List.of(new ResourceKey(Kind.USER, "alice")));
        regions.ship();
        regions.eu().update("update USER_ENTITY set FIRST_NAME = 'Mallory' where ID = 'alice'");
        regions.note(List.of(new ResourceKey(Kind.USER, "alice")));
        Trouble trouble = shipFails();
        assertAt(new ResourceKey(Kind.USER, "alice"), "USER_ENTITY", trouble);
        assertEquals(Remedy.CHANGE_IN_COPY, trouble.remedy());
        assertConstraint("CK_NO_MALLORY", trouble);
        assertFalse(trouble.text().contains("Mallory"), trouble::text);
        regions.us().update("alter table USER_ENTITY drop constraint CK_NO_MALLORY");
        regions.ship();
        regions.assertEqual();
    }

    private static void user(TestRows region, String id, String name) {
        region.insert("USER_ENTITY", "ID", id, "USERNAME", name, "EMAIL_CONSTRAINT", name + "@x", "REALM_ID", "acme");
    }

    private static void client(TestRows region, String id, String realm) {
        region.insert("CLIENT", "ID", id, "CLIENT_ID", id, "REALM_ID", realm);
    }

    private static void mapper(TestRows region, String client) {
        region.insert("PROTOCOL_MAPPER", "ID", "mapper", "CLIENT_ID", client, "NAME", "m");
    }
}
