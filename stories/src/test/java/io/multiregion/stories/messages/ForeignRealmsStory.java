package io.multiregion.stories.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.engine.message.Answer.Outcome;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.stories.region.Alone;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Promise F: whoever has stolen the key of a primary has that realm, and no other. */
@Alone
final class ForeignRealmsStory extends InTheNameOfEu {

    @Test
    void anUnknownRealmIsRefused() {
        var own = regions.us().admin().get("master").get("id").asText();
        for (var id : List.of(UUID.randomUUID().toString(), own)) {
            var reply = eu.say(
                    us, eu.seal(header(MessageType.BATCH, next(), id, schema), Forged.bytes(Forged.changed(recorded))));
            assertEquals(Outcome.REFUSED, reply.answer().outcome());
        }
        assertNothingChanged();
    }

    @Test
    void aRealmOfItsOwnIsNotGivenAway() {
        var own = regions.us().admin().get("master").get("id").asText();
        var order = new CopyOrder.Create(1, System.currentTimeMillis(), "mine", "http://127.0.0.1:1", Optional.empty());
        var reply = eu.say(us, order(own, order));
        assertEquals(Outcome.REFUSED, reply.answer().outcome());
        var named =
                new CopyOrder.Create(1, System.currentTimeMillis(), "master", "http://127.0.0.1:1", Optional.empty());
        reply = eu.say(us, order(UUID.randomUUID().toString(), named));
        assertEquals(Outcome.REFUSED, reply.answer().outcome());
        assertNothingChanged();
    }

    /** Whoever has stolen the key of a primary has that realm, and no other. */
    @Test
    void aBatchReachesNoOtherRealm() throws SQLException {
        var admin = regions.us().admin();
        var master = admin.get("master").get("id").asText();
        var victim = admin.get("master/users?username=admin&exact=true").get(0);
        var victimId = victim.get("id").asText();
        var client =
                admin.get("master/clients?clientId=admin-cli").get(0).get("id").asText();
        var stranger = UUID.randomUUID().toString();
        var attempts = List.of(
                user(List.of(victimId), victimId, "admin", master),
                user(List.of(victimId), victimId, "admin", realmId),
                user(List.of(stranger), victimId, "admin", realmId),
                user(List.of(stranger), stranger, "mallory", master),
                user(List.of(stranger), stranger, "mallory", null),
                new Section("USER_ENTITY/USER", columns("USER_ENTITY"), List.of(victimId), List.of()),
                section("USER_ENTITY/USER", List.of("ID"), List.of(stranger), stranger),
                section("USER_ROLE_MAPPING/USER", List.of("ROLE_ID", "USER_ID"), List.of(victimId), "r", victimId),
                section("REALM/REALM", Map.of("ID", master, "NAME", REALM), master),
                section("RESOURCE_SERVER/AUTHORIZATION", Map.of("ID", client), client),
                section("PROTOCOL_MAPPER_CONFIG/CLIENT", Map.of("PROTOCOL_MAPPER_ID", stranger, "NAME", "n"), stranger),
                section("REVOKED_TOKEN/REVOKED_TOKEN", Map.of("ID", "onrtac:1", "EXPIRE", Long.MAX_VALUE), "onrtac:1"));
        for (var attempt : attempts) {
            assertFailed(attempt);
        }
        assertEquals(
                victim, admin.get("master/users?username=admin&exact=true").get(0), "the admin of us is who he was");
        assertNothingChanged();
    }

    /** Not even by the name of something there: a role of the master realm for a user of its own, a claim for all tokens there. */
    @Test
    void aBatchNamesNothingOfAnotherRealm() throws SQLException {
        var admin = regions.us().admin();
        var role = admin.get("master/roles/admin").get("id").asText();
        var composites = admin.get("master/roles/admin/composites");
        var profile = stream(admin.get("master/client-scopes"))
                .filter(scope -> scope.get("name").asText().equals("profile"))
                .findFirst()
                .orElseThrow();
        var bob = realm.userId(admin, "bob");
        var buyer = admin.get(REALM + "/roles/buyer").get("id").asText();
        var shop = admin.get(REALM + "/clients?clientId=shop").get(0).get("id").asText();
        assertFailed(section("USER_ROLE_MAPPING/USER", Map.of("USER_ID", bob, "ROLE_ID", role), bob));
        assertFailed(section("COMPOSITE_ROLE/ROLE", Map.of("COMPOSITE", buyer, "CHILD_ROLE", role), buyer));
        var mapper = Map.<String, Object>of(
                "ID",
                UUID.randomUUID().toString(),
                "NAME",
                "planted",
                "PROTOCOL",
                "openid-connect",
                "PROTOCOL_MAPPER_NAME",
                "oidc-hardcoded-claim-mapper",
                "CLIENT_ID",
                shop,
                "CLIENT_SCOPE_ID",
                profile.get("id").asText());
        assertFailed(section("PROTOCOL_MAPPER/CLIENT", mapper, shop));
        assertEquals(
                Set.of("COMPOSITE_ROLE.CHILD_ROLE", "PROTOCOL_MAPPER.CLIENT_SCOPE_ID", "USER_ROLE_MAPPING.ROLE_ID"),
                regions.us().logged("a batch has a reference to another realm in ([A-Z_.]+)[,:]"));
        assertEquals(composites, admin.get("master/roles/admin/composites"));
        assertEquals(
                profile, admin.get("master/client-scopes/" + profile.get("id").asText()), "its mappers with it");
        assertNothingChanged();
    }

    private void assertFailed(Section section) {
        var reply = eu.say(us, batch(next(), Forged.withSections(recorded, List.of(section))));
        assertEquals(Outcome.FAILED, reply.answer().outcome(), section.table());
    }

    private Section user(List<String> owners, String id, String name, String realm) throws SQLException {
        var values = new HashMap<String, Object>();
        values.put("ID", id);
        values.put("USERNAME", name);
        values.put("REALM_ID", realm);
        return section("USER_ENTITY/USER", values, owners.toArray(new String[0]));
    }

    /** A section with one row in which all columns travel. */
    private Section section(String table, Map<String, Object> values, String... owners) throws SQLException {
        var columns = columns(table.substring(0, table.indexOf('/')));
        return section(
                table,
                columns,
                List.of(owners),
                columns.stream().map(values::get).toArray());
    }

    private List<String> columns(String table) throws SQLException {
        var columns = new TreeSet<String>();
        try (var connection = regions.us().database().connect();
                var none = connection.createStatement().executeQuery("select * from " + table + " where 1 = 0")) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                columns.add(none.getMetaData().getColumnName(i).toUpperCase(Locale.ROOT));
            }
        }
        columns.remove("MASTER_ADMIN_CLIENT");
        return List.copyOf(columns);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Section section(String table, List<String> columns, List<String> owners, Object... row) {
        var rows = new ArrayList<Object[]>();
        rows.add(row);
        return new Section(table, columns, owners, rows);
    }
}
