package io.multiregion.engine.secret.key;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Reference;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.DataKeyRows;
import io.multiregion.engine.records.DataKeyStatus;
import io.multiregion.engine.records.WrappedKey;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.secret.DataKey;
import io.multiregion.engine.secret.SealedText;
import io.multiregion.engine.secret.SecretNames;
import io.multiregion.engine.secret.stored.SealedBytes;
import io.multiregion.engine.secret.stored.Secrets;
import io.multiregion.key.Keys;
import io.multiregion.key.WrappingKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A data key is opened for its own realm, and shipped as the key of its own row, whatever a row says that came from elsewhere. */
final class BoundKeysTest {

    private static final String OURS = "realm-a";
    private static final String THEIRS = "realm-b";

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final DataKeys keys = new DataKeys(
            database, new RegionWrapping(wrapping(), List.of()), Duration.ofHours(1), Clock.systemUTC(), realm -> {});
    private final Catalogue catalogue =
            Catalogue.read(database, Ownership.load(), "test", Map.of("MR_DATA_KEY.WRAPPED", new WrappedColumn(keys)));
    private DataKeyRow theirs;
    private DataKeyRow ours;

    private static WrappingKey wrapping() {
        String file = BoundKeysTest.class
                .getResource("/io/multiregion/engine/seal/eu-ec.p12")
                .getPath();
        return Keys.wrapping("pkcs12:" + file, "golden-vector".toCharArray());
    }

    @BeforeEach
    void twoRealmsHaveKeys() {
        theirs = keys.make(THEIRS);
        ours = keys.make(OURS);
        insert(theirs);
        insert(ours);
        keys.start();
    }

    @AfterEach
    void close() {
        keys.stop();
        database.close();
    }

    private void insert(DataKeyRow row) {
        database.transaction(connection -> {
            DataKeyRows.insert(connection, row);
            return null;
        });
    }

    @Test
    void aRowShipsItsOwnKey() {
        byte[] shipped = shipped(ours.id());
        assertArrayEquals(WrappedKey.Lines.join(keys.opened(OURS, ours.id()).material(), ours.id(), OURS), shipped);
    }

    /** The row is one realm's, and what it holds names another realm's key: that does not leave the region. */
    @Test
    void aRowDoesNotShipTheKeyThatItNames() {
        WrappedKey named = new WrappedKey("of no matter", theirs.id(), THEIRS, new byte[] {1});
        insert(new DataKeyRow("0123456789abcdef", OURS, DataKeyStatus.FORMER, 1, 1, named));
        String message = assertThrows(IllegalStateException.class, () -> shipped("0123456789abcdef"))
                .getMessage();
        assertTrue(message.contains("it does not leave this region"), message);
        WrappedKey half = new WrappedKey("of no matter", theirs.id(), OURS, new byte[] {1});
        insert(new DataKeyRow("fedcba9876543210", OURS, DataKeyStatus.FORMER, 1, 1, half));
        assertThrows(IllegalStateException.class, () -> shipped("fedcba9876543210"));
    }

    private byte[] shipped(String id) {
        Batch batch = database.transaction(connection ->
                new ResourceRows(catalogue).read(connection, OURS, new Change(new ResourceKey(Kind.DATA_KEY, id), 0)));
        Section section = batch.sections().get(0);
        return (byte[]) section.rows().get(0)[section.columns().indexOf("WRAPPED")];
    }

    @Test
    void whatArrivesIsTheKeyOfItsRow() {
        WrappedColumn column = new WrappedColumn(keys);
        Map<String, Object> row = Map.of("ID", ours.id(), "REALM_ID", OURS);
        byte[] material = new byte[DataKey.BYTES];
        assertTrue(column.isOf(row::get, WrappedKey.Lines.join(material, ours.id(), OURS)));
        assertFalse(column.isOf(row::get, WrappedKey.Lines.join(material, theirs.id(), THEIRS)));
        assertFalse(column.isOf(row::get, WrappedKey.Lines.join(material, theirs.id(), OURS)));
        assertFalse(column.isOf(row::get, WrappedKey.Lines.join(material, ours.id(), THEIRS)));
        assertFalse(column.isOf(row::get, WrappedKey.Lines.join(new byte[0], theirs.id(), THEIRS)), "destroyed");
    }

    @Test
    void aKeyIsOpenedForItsRealmOnly() {
        assertEquals(theirs.id(), keys.opened(THEIRS, theirs.id()).id());
        assertThrows(IllegalStateException.class, () -> keys.opened(OURS, theirs.id()));
        Secrets secrets = new Secrets(keys, () -> true);
        String sealed = secrets.seal(THEIRS, "CLIENT.SECRET/1", "a secret");
        assertEquals("a secret", secrets.open(THEIRS, "CLIENT.SECRET/1", sealed));
        assertThrows(IllegalStateException.class, () -> secrets.open(OURS, "CLIENT.SECRET/1", sealed));
        SealedBytes bytes = new SealedBytes(keys);
        byte[] kept = bytes.seal(THEIRS, "MR_PART.SEALED/1", new byte[] {7});
        assertArrayEquals(new byte[] {7}, bytes.open(THEIRS, "MR_PART.SEALED/1", kept));
        assertThrows(IllegalStateException.class, () -> bytes.open(OURS, "MR_PART.SEALED/1", kept));
    }

    /** So that no row brings what another realm's key has sealed: RealmBoundsTest goes over what is declared. */
    @Test
    void sealedTextsAreReferencesToTheirKey() {
        for (SecretNames.SecretColumn secret : SecretNames.COLUMNS) {
            Reference.Target key = catalogue.references().of(secret.table()).stream()
                    .filter(reference -> reference.column().equals(secret.column()))
                    .flatMap(reference -> reference.targets().stream())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(secret.toString()));
            assertEquals(new Reference.Target("MR_DATA_KEY", SealedText.PREFIX), key);
            assertEquals(
                    ours.id(), key.keyIn(SealedText.start(ours.id()) + "AAAA").orElseThrow());
        }
    }
}
