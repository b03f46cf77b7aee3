package io.multiregion.engine.secret.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.gate.CapturedTransactions;
import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.operate.SealingDesk;
import io.multiregion.engine.operate.view.SealingRepresentation;
import io.multiregion.engine.region.SimulatedTime;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.secret.SealedText;
import io.multiregion.engine.secret.UnsealableSecretException;
import io.multiregion.engine.secret.key.DataKeys;
import io.multiregion.engine.secret.key.RegionWrapping;
import io.multiregion.key.Keys;
import io.multiregion.schema.SchemaDatabase;
import io.multiregion.schema.TextOrder;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A realm is sealed whatever its secrets are; one that cannot be is named, and does not stop the others. */
class LeftSecretsTest {

    private static final String REALM = "acme-id";
    private static final String UNKNOWN = "mr-sealed:1:0123456789abcdef:x";

    /** As many letters as Keycloak's own column takes, four bytes each. */
    private static final String EMOJI = "\uD83D\uDD11".repeat(255);

    private final KeycloakDatabase database = new KeycloakDatabase(made());
    private final SimulatedTime time = new SimulatedTime();
    private final DataKeys keys = new DataKeys(
            database,
            new RegionWrapping(
                    Keys.wrapping(
                            "pkcs12:"
                                    + LeftSecretsTest.class
                                            .getResource("/io/multiregion/engine/seal/eu-ec.p12")
                                            .getPath(),
                            "golden-vector".toCharArray()),
                    List.of()),
            Duration.ofDays(1),
            time,
            realm -> {});
    private final Sealing sealing = new Sealing(this::captured, database, keys, time);
    private final Catalogue catalogue = Catalogue.read(database, Ownership.load(), "test", Map.of());
    private final Resealing resealing = new Resealing(database, catalogue, sealing, keys, realm -> true, time);
    private final SealingDesk desk = new SealingDesk(sealing, resealing, keys);

    SchemaDatabase made() {
        return SchemaDatabase.h2(TextOrder.CODE_POINTS);
    }

    private void captured(CapturedTransactions.Work work) {
        database.run(connection -> work.in(new CapturedTransactions.Transaction() {
            @Override
            public Connection connection() {
                return connection;
            }

            @Override
            public void changed(String table, ResourceKey resource, String realmId) {
                // nobody follows this realm
            }
        }));
    }

    @BeforeEach
    void aRealm() {
        database.realm(REALM, "acme");
        keys.start();
    }

    @AfterEach
    void close() {
        keys.stop();
        database.close();
    }

    @Test
    void oneThatCannotBeSealedIsNamedAndTheOthersAreSealed() {
        client("at-the-limit", "x".repeat(1486));
        client("too-long", "y".repeat(1487));
        client("emoji", EMOJI);
        client("looks-sealed", UNKNOWN);
        client("begins-so", SealedText.PREFIX);
        mail(EMOJI);
        sealing.on(REALM);
        awaitState(state -> state.problem() != null && mailIs(sealed()));
        assertTrue(List.of("at-the-limit", "emoji", "begins-so").stream().allMatch(id -> sealed().test(secret(id))));
        assertEquals("y".repeat(1487), secret("too-long"));
        assertEquals(UNKNOWN, secret("looks-sealed"));
        SealingRepresentation left = desk.describe(REALM, Mandate.REALM);
        assertEquals("SEALING", left.state());
        for (String said : List.of(
                "CLIENT looks-sealed (SECRET): it looks like a sealed one, and there is no such data key: replace it",
                "CLIENT too-long (SECRET): it has 1487 bytes, and 1486 have room there when they are sealed")) {
            assertTrue(left.problem().contains(said), left.problem());
        }
        assertFalse(left.problem().contains("yy"), "the value is not shown");

        replace("too-long", "shorter");
        replace("looks-sealed", "another");
        awaitState(state -> state.state().equals("SEALED"));
        assertNull(desk.describe(REALM, Mandate.REALM).problem());

        sealing.off(REALM);
        awaitState(state -> state.state().equals("OFF"));
        assertEquals(EMOJI, secret("emoji"));
        assertTrue(mailIs(EMOJI::equals));
        assertEquals("shorter", secret("too-long"));
    }

    @Test
    void oneThatCannotBeSealedIsRefused() {
        Secrets secrets = new Secrets(keys, () -> true);
        assertEquals("z".repeat(2000), secrets.seal(REALM, "CLIENT.SECRET/1", "z".repeat(2000)), "nothing is sealed");
        assertRefused(secrets, UNKNOWN);
        sealing.on(REALM);
        assertRefused(secrets, UNKNOWN);
        assertRefused(secrets, SealedText.start(sealing.rows(REALM).get(0).id()) + "AAAA");
        assertRefused(secrets, "z".repeat(1487));
        assertRefused(secrets, "\u00e4".repeat(744));
        for (String fits : List.of("z".repeat(1486), "\u00e4".repeat(743), EMOJI, SealedText.PREFIX + "short")) {
            String sealed = secrets.seal(REALM, "CLIENT.SECRET/1", fits);
            assertTrue(sealed.length() <= 2048 && sealed().test(sealed));
            assertEquals(fits, secrets.open(REALM, "CLIENT.SECRET/1", sealed));
        }
        assertTrue(sealed().test(secrets.seal(REALM, "COMPONENT_CONFIG.VALUE/1", "z".repeat(100_000))));
    }

    private static void assertRefused(Secrets secrets, String text) {
        String message = assertThrows(
                        UnsealableSecretException.class, () -> secrets.seal(REALM, "CLIENT.SECRET/1", text))
                .getMessage();
        assertFalse(message.contains(text), message);
    }

    /** Changed by hand: a new data key is made all the same, and the one that sealed it is kept. */
    @Test
    void oneThatCannotBeOpenedIsNamedAndTheOthersGetTheNewKey() {
        client("good", "secret");
        client("moved", "another");
        sealing.on(REALM);
        awaitState(state -> state.state().equals("SEALED"));
        replace("moved", secret("good"));
        sealing.rotate(REALM);
        String active = sealing.rows(REALM).get(1).id();
        awaitState(state -> state.problem() != null && secret("good").startsWith(SealedText.start(active)));
        SealingRepresentation left = desk.describe(REALM, Mandate.REALM);
        assertTrue(left.problem().contains("CLIENT moved (SECRET): it was sealed for another place"), left.problem());
        assertEquals(2, left.dataKeys().size(), "what the former one has sealed is not lost");
    }

    /** Runs the job as its thread does, and lets it rest in between. */
    private void awaitState(Predicate<SealingRepresentation> reached) {
        for (int i = 0; !reached.test(desk.describe(REALM, Mandate.REALM)); i++) {
            assertTrue(i < 50, () -> desk.describe(REALM, Mandate.OPERATOR).toString());
            resealing.look();
            time.pass(Duration.ofSeconds(10));
        }
    }

    private static Predicate<String> sealed() {
        return text -> SealedText.keyOf(text).isPresent();
    }

    private void client(String id, String secret) {
        database.run(connection -> Sql.update(
                connection,
                "insert into CLIENT (ID, REALM_ID, CLIENT_ID, SECRET, ENABLED, ALWAYS_DISPLAY_IN_CONSOLE)"
                        + " values (?, ?, ?, ?, ?, ?)",
                id,
                REALM,
                id,
                secret,
                true,
                false));
    }

    private void replace(String id, String secret) {
        database.run(connection -> Sql.update(connection, "update CLIENT set SECRET = ? where ID = ?", secret, id));
    }

    private String secret(String id) {
        return database.transaction(connection -> Sql.first(
                        connection, "select SECRET from CLIENT where ID = ?", row -> row.getString(1), id)
                .orElseThrow());
    }

    private void mail(String password) {
        database.run(connection -> Sql.update(
                connection,
                "insert into REALM_SMTP_CONFIG (REALM_ID, NAME, " + mailColumn() + ") values (?, ?, ?)",
                REALM,
                "password",
                password));
    }

    private String mailColumn() {
        return catalogue
                .table(catalogue.ownership().named("REALM_SMTP_CONFIG").get(0))
                .column("VALUE")
                .quoted();
    }

    private boolean mailIs(Predicate<String> wanted) {
        return database.transaction(connection -> Sql.first(
                        connection,
                        "select " + mailColumn() + " from REALM_SMTP_CONFIG where REALM_ID = ?",
                        row -> row.getString(1),
                        REALM))
                .filter(wanted)
                .isPresent();
    }
}
