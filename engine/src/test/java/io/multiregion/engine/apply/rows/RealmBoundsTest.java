package io.multiregion.engine.apply.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.apply.rows.RealmBounds.OutOfBoundsException;
import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.catalogue.Reference;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.ForeignKeys;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.RevokedTokenId;
import io.multiregion.engine.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise F: two realms, of which each has a row in every replicated table of Keycloak's own schema. In the name of the one, each column
 * of each table that leads anywhere is made to lead to the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RealmBoundsTest {

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Catalogue catalogue = Catalogue.read(database, Ownership.load(), "test", Map.of());
    private final RowApplier applier = new RowApplier(catalogue, Dialect.H2);
    private final Map<String, OwnedTable> tables =
            SampleRows.tables(catalogue).stream().collect(Collectors.toMap(OwnedTable::key, table -> table));

    @BeforeAll
    void bothAreThere() {
        apply("theirs", sample("theirs").batch());
        apply("ours", sample("ours").batch());
    }

    @AfterAll
    void close() {
        database.close();
    }

    /** Or what is refused in the other tests shows nothing. */
    @Test
    void whatIsWithinBoundsIsApplied() {
        assertEquals(0, apply("ours", sample("ours").batch()), "it is there already");
        SampleRows ours = sample("ours");
        ours.set(tables.get("REALM/REALM"), "DISPLAY_NAME", "changed");
        assertEquals(1, apply("ours", ours.batch()));
    }

    @ParameterizedTest
    @MethodSource("leading")
    void noColumnLeadsToAnotherRealm(String table, String column, String foreign) {
        SampleRows ours = sample("ours");
        ours.set(tables.get(table), column, foreign);
        assertOutOfBounds(table + " " + column, ours.batch());
    }

    Stream<Arguments> leading() {
        SampleRows theirs = sample("theirs");
        List<Arguments> leading = new ArrayList<>();
        for (OwnedTable table : tables.values()) {
            String owner = table.owner().column();
            leading.add(Arguments.of(table.key(), owner, theirs.get(table, owner)));
            if (table.realm().isDirect() && !table.realm().column().equals(owner)) {
                leading.add(Arguments.of(table.key(), table.realm().column(), "theirs"));
                leading.add(Arguments.of(table.key(), table.realm().column(), null));
            }
            for (Reference reference : catalogue.references().of(table.name())) {
                if (reference.realm() != null) {
                    leading.add(Arguments.of(table.key(), reference.column(), "theirs"));
                }
                if (reference.realm() == Reference.Realm.ALWAYS) {
                    leading.add(Arguments.of(table.key(), reference.column(), null));
                }
                reference
                        .targets()
                        .forEach(target ->
                                leading.add(Arguments.of(table.key(), reference.column(), theirs.named(target))));
            }
        }
        return leading.stream();
    }

    /** Links to what was removed are in every old realm: they must not stop its copy. */
    @ParameterizedTest
    @MethodSource("loose")
    void whatLeadsNowhereIsTaken(String table, String column, String nowhere) {
        SampleRows ours = sample("ours");
        ours.set(tables.get(table), column, nowhere);
        assertTrue(apply("ours", ours.batch()) > 0);
        apply("ours", sample("ours").batch());
    }

    Stream<Arguments> loose() {
        List<String> names = tables.values().stream().map(OwnedTable::name).toList();
        Set<String> foreignKeys = database.transaction(
                connection -> ForeignKeys.of(connection, names).keySet());
        List<Arguments> loose = new ArrayList<>();
        for (OwnedTable table : tables.values()) {
            for (Reference reference : catalogue.references().of(table.name())) {
                if (reference.realm() == null
                        && !reference.column().equals(table.owner().column())
                        && !foreignKeys.contains(table.name() + "." + reference.column())) {
                    loose.add(Arguments.of(
                            table.key(), reference.column(), UUID.randomUUID().toString()));
                }
            }
        }
        return loose.stream();
    }

    /** Not even to say that it is gone. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "REVOKED_TOKEN")
    void noResourceOfAnotherRealmIsNamed(Kind kind) {
        String foreign = sample("theirs").owner(kind);
        for (OwnedTable table : catalogue.ownership().of(kind)) {
            List<String> columns = catalogue.selects().columns(table).stream()
                    .map(Column::name)
                    .toList();
            Section gone = new Section(table.key(), columns, List.of(foreign), List.of());
            assertOutOfBounds(table.key(), SampleRows.batch(List.of(gone)));
        }
    }

    /** Who could say that it is not another realm's. */
    @Test
    void whatIsThereAndLeadsToNoRealmIsForeign() {
        String nobodys = UUID.randomUUID().toString();
        database.transaction(connection -> Sql.update(connection, "insert into COMPONENT (ID) values (?)", nobodys));
        SampleRows ours = sample("ours");
        ours.set(tables.get("USER_ENTITY/USER"), "FEDERATION_LINK", nobodys);
        assertOutOfBounds("a reference", ours.batch());
        List<String> columns = ours.section(tables.get("COMPONENT/COMPONENT")).columns();
        assertOutOfBounds(
                "a resource",
                SampleRows.batch(List.of(new Section("COMPONENT/COMPONENT", columns, List.of(nobodys), List.of()))));
    }

    /** What has no owner in the batch's realm, but the id of a row of another one, meets that row. */
    @Test
    void noRowOfAnotherRealmIsTakenOver() {
        for (OwnedTable table : tables.values()) {
            SampleRows theirs = sample("theirs");
            SampleRows ours = sample("ours");
            catalogue.table(table).key().forEach(key -> ours.set(table, key.name(), theirs.get(table, key.name())));
            assertThrows(RuntimeException.class, () -> apply("ours", ours.batch()), table.key());
        }
        assertEquals(0, apply("theirs", sample("theirs").batch()), "all is as it was");
    }

    @Test
    void aSectionHasExactlyTheColumnsThatTravel() {
        Section client = sample("ours").section(tables.get("REALM/REALM"));
        List<String> more = new ArrayList<>(client.columns());
        more.add("MASTER_ADMIN_CLIENT");
        List<Object> row = new ArrayList<>(List.of("ours"));
        more.subList(1, more.size()).forEach(column -> row.add(null));
        for (List<String> columns : List.of(more, more.subList(0, 3), List.of("ID"))) {
            Section other = new Section(
                    client.table(),
                    columns,
                    client.owners(),
                    List.<Object[]>of(row.subList(0, columns.size()).toArray()));
            String message = assertThrows(
                            IllegalArgumentException.class, () -> apply("ours", SampleRows.batch(List.of(other))))
                    .getMessage();
            assertTrue(message.contains("has the columns"), message);
        }
    }

    /** They are not written but told to Keycloak, by ids that hold the realm. */
    @Test
    void aTokenIsRevokedInItsRealmOnly() {
        String token = "onrtac:" + UUID.randomUUID();
        String ours = RevokedTokenId.of("ours", token);
        assertEquals(Map.of(ours, 99L), revoked("ours", ours));
        for (String foreign : List.of(
                RevokedTokenId.of("theirs", token), token, "ours:" + token, "mr:ours", "mr::" + token, "mr:" + token)) {
            assertThrows(OutOfBoundsException.class, () -> revoked("ours", foreign), foreign);
        }
        String deeper = RevokedTokenId.of("theirs:onrtac", "1");
        assertEquals(RevokedTokenId.of("theirs", "onrtac:1"), deeper);
        assertThrows(
                OutOfBoundsException.class, () -> revoked("theirs:onrtac", deeper), "a realm by another one's name");
    }

    private Map<String, Long> revoked(String realm, String id) {
        OwnedTable table = catalogue.ownership().root(Kind.REVOKED_TOKEN);
        List<Object[]> rows = List.<Object[]>of(new Object[] {99L, id});
        Section section = new Section(table.key(), List.of("EXPIRE", "ID"), List.of(id), rows);
        return database.transaction(
                connection -> applier.apply(connection, realm, List.of(SampleRows.batch(List.of(section))))
                        .revoked());
    }

    private void assertOutOfBounds(String what, Batch batch) {
        assertThrows(OutOfBoundsException.class, () -> apply("ours", batch), what);
    }

    private SampleRows sample(String realm) {
        return new SampleRows(catalogue, realm);
    }

    /** How many rows it changed. */
    private int apply(String realm, Batch batch) {
        return database.transaction(
                connection -> applier.apply(connection, realm, List.of(batch)).rows());
    }
}
