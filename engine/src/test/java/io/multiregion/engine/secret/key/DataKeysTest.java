package io.multiregion.engine.secret.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.DataKeyRows;
import io.multiregion.engine.records.DataKeyStatus;
import io.multiregion.engine.records.WrappedKey;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.key.KeyUnavailableException;
import io.multiregion.key.WrappingKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a customer-managed key that is out of reach: where it is, and what it answered, is for operators alone. */
class DataKeysTest {

    private static final String URI = "vault:https://kms.internal:8200/transit/keys/eu";
    private static final String CODE = "HTTP status 403";
    private static final String ID = "00112233aabbccdd";
    private static final String REALM = "acme-id";

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final DataKeys keys = new DataKeys(
            database,
            new RegionWrapping(new OutOfReach(), List.of()),
            Duration.ofHours(1),
            Clock.systemUTC(),
            realm -> {});

    @BeforeEach
    void start() {
        database.transaction(connection -> {
            WrappedKey wrapped = new WrappedKey(URI, ID, REALM, new byte[40]);
            DataKeyRows.insert(connection, new DataKeyRow(ID, REALM, DataKeyStatus.ACTIVE, 1, 1, wrapped));
            return null;
        });
        keys.start();
        keys.lookNow();
    }

    @AfterEach
    void stop() {
        keys.stop();
        database.close();
    }

    @Test
    void anybodyIsToldNothingOfTheKey() {
        assertNeutral(keys.refusal(REALM).orElseThrow());
        SecretsUnavailableException refused =
                assertThrows(SecretsUnavailableException.class, () -> keys.requireOpen(REALM));
        assertNeutral(refused.getMessage());
        assertNeutral(refused.toString());
    }

    @Test
    void operatorsAreToldAll() {
        SecretsUnavailableException refused =
                assertThrows(SecretsUnavailableException.class, () -> keys.requireOpen(REALM));
        for (String said : List.of(
                keys.detail(REALM).orElseThrow(),
                refused.detail(),
                keys.problem(ID).orElseThrow())) {
            assertTrue(said.contains(URI) && said.contains(CODE), said);
        }
        assertEquals(Optional.empty(), keys.refusal("another"));
    }

    private static void assertNeutral(String said) {
        assertFalse(said.contains("vault") || said.contains("kms") || said.contains("403") || said.contains(ID), said);
    }

    private static final class OutOfReach implements WrappingKey {

        @Override
        public String uri() {
            return URI;
        }

        @Override
        public byte[] wrap(byte[] dataKey, Map<String, String> context) {
            throw new KeyUnavailableException(URI, CODE, null);
        }

        @Override
        public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
            throw new KeyUnavailableException(URI, CODE, null);
        }
    }
}
