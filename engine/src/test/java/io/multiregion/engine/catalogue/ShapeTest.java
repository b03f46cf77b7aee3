package io.multiregion.engine.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.SchemaMark;
import io.multiregion.engine.schema.Table;
import io.multiregion.engine.schema.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two regions exchange rows when what travels is the same on both sides, whatever the versions of Keycloak and the databases say. */
class ShapeTest {

    private static final Ownership OWNERSHIP = Ownership.load();

    private static Shape shape(String version, Column... columns) {
        Map<String, Column> byName = new LinkedHashMap<>();
        for (Column column : columns) {
            byName.put(column.name(), column);
        }
        Table table = new Table(
                "REALM", "\"realm\"", "realm", byName, List.of(columns[0]), Set.of(), List.of(), List.of(), 0);
        return Shape.of(OWNERSHIP, Map.of("REALM", table), version);
    }

    private static Column column(String name, ValueType type) {
        return new Column(name, "\"" + name + "\"", type, 36);
    }

    @Test
    void theVersionOfKeycloakDoesNotMatter() {
        Shape before = shape("26.7.0", column("ID", ValueType.TEXT));
        Shape after = shape("26.7.5", column("ID", ValueType.TEXT));
        assertTrue(before.mark().sameTables(after.mark()));
        assertNotEquals(before.mark(), after.mark());
        assertEquals(after.mark(), SchemaMark.parse(after.mark().toString()));
    }

    /** Another product writes its names in lower case, and has other sizes. */
    @Test
    void theDatabaseDoesNotMatter() {
        Column here = new Column("ID", "\"ID\"", ValueType.TEXT, 36);
        Column there = new Column("ID", "\"id\"", ValueType.TEXT, Integer.MAX_VALUE);
        assertEquals(shape("1", here).mark(), shape("1", there).mark());
    }

    @Test
    void theFingerprintIsTheSameInEveryProcess() {
        assertEquals(
                shape("1", column("ID", ValueType.TEXT)).mark(),
                Shape.of(Ownership.load(), tables(), "1").mark());
        List<String> reversed =
                new ArrayList<>(shape("1", column("ID", ValueType.TEXT)).elements());
        Collections.reverse(reversed);
        assertEquals(shape("1", column("ID", ValueType.TEXT)).mark(), new Shape(reversed, "1").mark());
    }

    private static Map<String, Table> tables() {
        Column id = column("ID", ValueType.TEXT);
        return Map.of(
                "REALM",
                new Table("REALM", "r", "r", Map.of("ID", id), List.of(id), Set.of(), List.of(), List.of(), 7));
    }

    @Test
    void columnsTypesKeysAndOwnersMatter() {
        Shape shape = shape("1", column("ID", ValueType.TEXT), column("NAME", ValueType.TEXT));
        assertDiffers(shape, shape("1", column("ID", ValueType.TEXT)));
        assertDiffers(shape, shape("1", column("ID", ValueType.TEXT), column("NAME", ValueType.BYTES)));
        assertDiffers(shape, shape("1", column("NAME", ValueType.TEXT), column("ID", ValueType.TEXT)));
        List<String> owners = new ArrayList<>(shape.elements());
        assertTrue(
                owners.remove("REALM/REALM " + OWNERSHIP.named("REALM").get(0).owner() + " "
                        + OWNERSHIP.named("REALM").get(0).realm() + " [MASTER_ADMIN_CLIENT] [] []"));
        assertDiffers(shape, new Shape(owners, "1"));
    }

    private static void assertDiffers(Shape one, Shape other) {
        assertFalse(one.mark().sameTables(other.mark()));
    }

    @ParameterizedTest
    @CsvSource({
        "26.7.0, 26.7.5, upgrade region eu;",
        "26.7.5, 26.7.0, upgrade region us;",
        "26.10.0, 26.9.9, upgrade region us;",
        "26.7.5, 26.7.5, what another extension or somebody by hand has changed",
        "26.7.5, ?, upgrade region us;"
    })
    void theOlderSideIsToBeUpgraded(String here, String there, String todo) {
        Shape ours =
                shape(here, column("ID", ValueType.TEXT), column("OLD", ValueType.TEXT), column("T", ValueType.TEXT));
        Shape theirs =
                shape(there, column("ID", ValueType.TEXT), column("NEW", ValueType.TEXT), column("T", ValueType.BYTES));
        String text = ours.difference("eu", "us", theirs.mark(), theirs.elements());
        assertTrue(
                text.startsWith(
                        "the replicated tables of regions eu (Keycloak " + here + ") and us (Keycloak " + there
                                + ") differ; only eu has REALM.OLD; only us has REALM.NEW; of another type or key is REALM.T: "),
                text);
        assertTrue(text.contains(todo), text);
        assertTrue(ours.difference("eu", "us", theirs.mark(), null).contains(todo));
    }

    @Test
    void aLongListIsCutShort() {
        Column[] columns = new Column[9];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column("C" + i, ValueType.TEXT);
        }
        String text = shape("1", columns).difference("eu", "us", new SchemaMark("x", "1"), List.of());
        assertTrue(text.contains(" more"), text);
        assertTrue(text.length() < 1000, text);
    }
}
