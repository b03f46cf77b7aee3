package io.multiregion.engine.apply.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.back.Pending;
import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.database.KeycloakDatabase;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that a secondary has written meet those of its primary, in Keycloak's own tables: at the secondary, and where they come back. */
final class MeetingTest {

    private static final String CREDENTIAL = "CREDENTIAL/USER";
    private static final String CONSENT = "USER_CONSENT/USER";
    private static final String SCOPE = "USER_CONSENT_CLIENT_SCOPE/USER";

    private final KeycloakDatabase database = new KeycloakDatabase();
    private final Catalogue catalogue = Catalogue.read(database, Ownership.load(), "test", Map.of());
    private final RowApplier applier = new RowApplier(catalogue, Dialect.H2);
    private final SampleRows realm = new SampleRows(catalogue, "ours");
    private final String user = realm.owner(Kind.USER);

    @BeforeEach
    void aUserWithACredentialAndAConsent() {
        realm.set(table(CREDENTIAL), "TYPE", "otp");
        realm.set(table(CREDENTIAL), "CREDENTIAL_DATA", hotp(3));
        realm.set(table(CREDENTIAL), "SECRET_DATA", "secret");
        realm.set(table(CONSENT), "LAST_UPDATED_DATE", 100L);
        database.transaction(connection -> applier.apply(connection, "ours", List.of(realm.batch())));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatArrivesNeverTakesACounterBack() {
        write("update CREDENTIAL set CREDENTIAL_DATA = ?", hotp(7));
        arrive(Set.of(), rows(CREDENTIAL, Map.of("USER_LABEL", "new")));
        assertEquals(List.of(hotp(7) + " secret new"), credentials());
        arrive(Set.of(), rows(CREDENTIAL, Map.of("CREDENTIAL_DATA", hotp(2), "CREATED_DATE", 9L, "USER_LABEL", "x")));
        assertEquals(List.of(hotp(2) + " secret x"), credentials(), "it was made anew");
    }

    @Test
    void whatComesBackOnlyMovesACredentialOn() {
        comeBack(rows(
                CREDENTIAL,
                Map.of("CREDENTIAL_DATA", hotp(9), "SECRET_DATA", "theirs", "USER_LABEL", "theirs"),
                Map.of("ID", "another", "USER_LABEL", "another")));
        assertEquals(List.of(hotp(9) + " secret ours"), credentials());
        comeBack(rows(CREDENTIAL));
        comeBack(rows(CREDENTIAL, Map.of("TYPE", "password", "SECRET_DATA", "theirs")));
        comeBack(rows(CREDENTIAL, Map.of("CREDENTIAL_DATA", hotp(1))));
        assertEquals(List.of(hotp(9) + " secret ours"), credentials());
        comeBack(rows("USER_ENTITY/USER", Map.of("ENABLED", true, "USERNAME", "theirs")));
        comeBack(rows("USER_ROLE_MAPPING/USER", Map.of(), Map.of("ROLE_ID", "admin")));
        assertEquals(
                List.of("ours 1"),
                list("select USERNAME || ' ' || (select count(*) from USER_ROLE_MAPPING) from USER_ENTITY"));
    }

    /** A device whose counter is far beyond it is of no use: a region that was taken over makes none useless at one stroke. */
    @Test
    void noRegionRaisesACounterFurtherThanPeopleSignIn() {
        write("update REALM set OTP_POLICY_WINDOW = 1");
        comeBack(rows(CREDENTIAL, Map.of("CREDENTIAL_DATA", hotp(204))));
        comeBack(rows(CREDENTIAL, Map.of("CREDENTIAL_DATA", hotp(Integer.MAX_VALUE))));
        assertEquals(List.of(hotp(3) + " secret ours"), credentials());
        comeBack(rows(CREDENTIAL, Map.of("CREDENTIAL_DATA", hotp(203))));
        assertEquals(List.of(hotp(203) + " secret ours"), credentials());
        write("update REALM set OTP_POLICY_WINDOW = 1000000");
        comeBack(rows(CREDENTIAL, Map.of("CREDENTIAL_DATA", hotp(203 + 10_101))));
        assertEquals(List.of(hotp(203) + " secret ours"), credentials());
    }

    @Test
    void aConsentOfTwoRegionsIsOne() {
        comeBack(
                rows(CONSENT, Map.of("ID", "given there", "LAST_UPDATED_DATE", 200L)),
                rows(SCOPE, Map.of("USER_CONSENT_ID", "given there", "PARAMETER", "there")));
        assertEquals(List.of("given there 200 there"), consents());
        comeBack(
                rows(CONSENT, Map.of("ID", "older", "LAST_UPDATED_DATE", 150L)),
                rows(SCOPE, Map.of("USER_CONSENT_ID", "older", "PARAMETER", "older")));
        assertEquals(List.of("given there 200 there"), consents());
    }

    @Test
    void whatWasGivenHereStaysUntilThePrimaryHasIt() {
        String first = (String) realm.get(table(CONSENT), "ID");
        comeBack(
                rows(CONSENT, Map.of("ID", "given here", "LAST_UPDATED_DATE", 300L)),
                rows(SCOPE, Map.of("USER_CONSENT_ID", "given here", "PARAMETER", "here")));
        Section[] primary = {
            rows(CONSENT, Map.of("LAST_UPDATED_DATE", 200L)), rows(SCOPE, Map.of("PARAMETER", "primary's"))
        };
        arrive(Set.of(new ResourceKey(Kind.USER, user)), primary);
        assertEquals(List.of("given here 300 here"), consents());
        arrive(Set.of(new ResourceKey(Kind.USER, user)), rows(CONSENT), rows(SCOPE));
        assertEquals(List.of("given here 300 here"), consents());
        arrive(Set.of(), primary);
        assertEquals(List.of(first + " 200 primary's"), consents());
    }

    @Test
    void nobodyComesBackWithAConsent() {
        Section consent = rows(CONSENT, Map.of("ID", "given there"));
        Section scope = rows(SCOPE, Map.of("USER_CONSENT_ID", "given there"));
        arrive(
                Set.of(),
                catalogue.ownership().of(Kind.USER).stream()
                        .map(table -> rows(table.key()))
                        .toArray(Section[]::new));
        assertEquals(List.of(), list("select ID from USER_ENTITY"));
        comeBack(consent, scope);
        assertEquals(List.of(), consents());
    }

    private OwnedTable table(String key) {
        return catalogue.ownership().tables().stream()
                .filter(table -> table.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** The user's rows of a table: each is the sample's, with some columns that differ. */
    @SafeVarargs
    private Section rows(String table, Map<String, Object>... differing) {
        Section sample = realm.section(table(table));
        List<Object[]> rows = new ArrayList<>();
        for (Map<String, Object> some : differing) {
            Map<String, Object> row = new LinkedHashMap<>();
            sample.columns().forEach(column -> row.put(column, realm.get(table(table), column)));
            row.putAll(some);
            rows.add(row.values().toArray());
        }
        return new Section(table, sample.columns(), List.of(user), rows);
    }

    private void arrive(Set<ResourceKey> pending, Section... sections) {
        database.transaction(connection -> applier.apply(
                connection,
                "ours",
                List.of(SampleRows.batch(Arrays.asList(sections))),
                new Pending(pending, Map.of())));
    }

    private void comeBack(Section... sections) {
        database.transaction(connection ->
                applier.merge(connection, "ours", "us", List.of(SampleRows.batch(Arrays.asList(sections))), Map.of()));
    }

    private void write(String sql, Object... bound) {
        database.transaction(connection -> Sql.update(connection, sql, bound));
    }

    private List<String> list(String sql) {
        return database.transaction(connection -> Sql.list(connection, sql, row -> row.getString(1)));
    }

    private List<String> credentials() {
        return list("select CREDENTIAL_DATA || ' ' || SECRET_DATA || ' ' || USER_LABEL from CREDENTIAL");
    }

    private List<String> consents() {
        return list("select c.ID || ' ' || c.LAST_UPDATED_DATE || ' ' || s.PARAMETER from USER_CONSENT c"
                + " left join USER_CONSENT_CLIENT_SCOPE s on s.USER_CONSENT_ID = c.ID");
    }

    private static String hotp(int counter) {
        return "{\"subType\":\"hotp\",\"digits\":6,\"counter\":" + counter + "}";
    }
}
