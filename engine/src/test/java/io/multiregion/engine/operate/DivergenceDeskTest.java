package io.multiregion.engine.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.divergence.Comparison;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.divergence.Mask;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.operate.view.DivergenceRepresentation;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RealmStates;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Role;
import io.multiregion.engine.state.store.RealmRows;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a list of divergences says of users and secrets, and to whom. */
class DivergenceDeskTest {

    private static final String REALM = "acme-id";
    private static final String USER = "kim-id";
    private static final String CLIENT = "shop-id";

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Catalogue catalogue = Catalogue.read(database, Ownership.load(), "any", Map.of());
    private final ResourceRows resources = new ResourceRows(catalogue);
    private final DivergenceDesk desk = new DivergenceDesk(database, new Comparison(catalogue, resources), null, null);

    @BeforeEach
    void aUserAndAClientDiverge() {
        Journal journal = new Journal("eu");
        Divergences divergences = new Divergences("eu", journal, resources);
        database.transaction(connection -> {
            Sql.update(connection, "insert into REALM (ID, NAME) values (?, 'acme')", REALM);
            Sql.update(
                    connection,
                    "insert into USER_ENTITY (ID, REALM_ID, USERNAME, EMAIL, EMAIL_VERIFIED, ENABLED, NOT_BEFORE)"
                            + " values (?, ?, 'kim', 'kim@old.test', false, true, 0)",
                    USER,
                    REALM);
            Sql.update(
                    connection,
                    "insert into CLIENT (ID, REALM_ID, CLIENT_ID, SECRET, ENABLED, ALWAYS_DISPLAY_IN_CONSOLE)"
                            + " values (?, ?, 'shop', 's3cret-old', true, false)",
                    CLIENT,
                    REALM);
            Sql.update(
                    connection,
                    "insert into CLIENT_ATTRIBUTES (CLIENT_ID, NAME, \"VALUE\") values (?, 'api_key', 's3cret-old')",
                    CLIENT);
            Sql.update(
                    connection,
                    "insert into ADMIN_EVENT_ENTITY (ID, REALM_ID, ADMIN_EVENT_TIME, AUTH_USER_ID, RESOURCE_PATH)"
                            + " values ('1', ?, 1, 'lee-id', ?)",
                    REALM,
                    "users/" + USER);
            RealmState state = RealmStates.of(
                    REALM,
                    "acme",
                    Role.PRIMARY,
                    1,
                    ReplicaStatus.ACTIVE,
                    "eu",
                    URI.create("https://eu.test"),
                    Position.START,
                    Position.START,
                    Instant.EPOCH,
                    null);
            RealmRows.assume(connection, state);
            journal.append(
                    connection,
                    REALM,
                    1,
                    List.of(new ResourceKey(Kind.USER, USER), new ResourceKey(Kind.CLIENT, CLIENT)),
                    1);
            divergences.depose(connection, state, 0);
            return null;
        });
        divergences.next(database, REALM, List.of());
        database.transaction(connection -> {
            Sql.update(connection, "update USER_ENTITY set EMAIL = 'kim@new.test' where ID = ?", USER);
            Sql.update(connection, "update CLIENT set SECRET = 's3cret-new', ROOT_URL = '/new' where ID = ?", CLIENT);
            return Sql.update(
                    connection, "update CLIENT_ATTRIBUTES set \"VALUE\" = 's3cret-new' where CLIENT_ID = ?", CLIENT);
        });
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void whoMayViewUsersSeesThem() {
        DivergenceRepresentation user = of(Kind.USER, new Mask(true));
        assertEquals("kim", user.name());
        assertEquals(USER, user.resourceId());
        assertEquals("lee-id", user.who());
        assertTrue(user.differences().toString().contains("kim@old.test"));
        assertTrue(user.differences().toString().contains("kim@new.test"));
    }

    @Test
    void allOthersDoNot() {
        DivergenceRepresentation user = of(Kind.USER, new Mask(false));
        assertEquals("USER", user.kind());
        assertEquals(1, user.differences().size());
        assertNothing(user, "kim", "lee");
        assertNothing(desk.export(REALM, user.id(), new Mask(false)), "kim", "lee");
        assertNothing(desk.dismiss(REALM, List.of(user.id()), new Mask(false)).get(0), "kim", "lee");
    }

    @Test
    void someAreDecidedAtOnceOrNone() {
        String user = of(Kind.USER, new Mask(true)).id();
        String client = of(Kind.CLIENT, new Mask(true)).id();
        List<String> oneIsNotThere = List.of(user, "no-id");
        assertThrows(RefusedException.class, () -> desk.dismiss(REALM, oneIsNotThere, new Mask(true)));
        assertEquals("OPEN", of(Kind.USER, new Mask(true)).status());
        assertEquals(
                2,
                desk.dismiss(REALM, List.of(user, client, user), new Mask(true)).size());
        assertEquals("DISMISSED", of(Kind.USER, new Mask(true)).status());
        List<String> again = List.of(client);
        assertThrows(RefusedException.class, () -> desk.dismiss(REALM, again, new Mask(true)));
        assertEquals(List.of(), desk.dismiss(REALM, List.of(), new Mask(true)), "nothing is left to decide");
    }

    @Test
    void nobodySeesSecrets() {
        for (Mask mask : List.of(new Mask(true), new Mask(false))) {
            DivergenceRepresentation client = of(Kind.CLIENT, mask);
            assertEquals("shop", client.name());
            assertEquals(3, client.differences().size(), client.differences()::toString);
            assertTrue(client.differences().toString().contains("/new"));
            assertNothing(client, "s3cret");
            assertNothing(desk.export(REALM, client.id(), mask), "s3cret");
        }
    }

    @Test
    void aReportOfAVerificationNamesNoUsers() {
        String report = "{\"region\":\"us\",\"resources\":[{\"kind\":\"FEDERATED_USER\",\"id\":\"f:ldap:kim\"},"
                + "{\"kind\":\"CLIENT\",\"id\":\"shop-id\"}]}";
        assertTrue(VerifyDesk.masked(report, new Mask(true)).contains("kim"));
        String masked = VerifyDesk.masked(report, new Mask(false));
        assertFalse(masked.contains("kim"), masked);
        assertTrue(masked.contains("shop-id"), masked);
    }

    private DivergenceRepresentation of(Kind kind, Mask mask) {
        return desk.list(REALM, mask).stream()
                .filter(divergence -> divergence.kind().equals(kind.name()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertNothing(DivergenceRepresentation shown, String... hidden) {
        for (String text : hidden) {
            assertFalse(shown.toString().contains(text), shown::toString);
        }
    }
}
