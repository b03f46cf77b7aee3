package io.multiregion.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promise A and B under load: many write at once, one commits late, one user has very much. */
@ExtendWith(Regions.class)
final class ConcurrencyStory {

    @Test
    void fourWriteDuringTheFirstCopyAndAfterIt(TwoRegions regions) {
        var realm = new SampleRealm("busy", TwoRegions.FRONT, 300);
        realm.create(regions.eu().admin());
        var writers = IntStream.range(0, 4)
                .mapToObj(i -> new Writer(regions.eu(), "busy", "w" + i))
                .toList();
        try {
            writers.get(0).awaitWritten(3);
            regions.replicate("busy");
            writers.forEach(writer -> writer.awaitWritten(writer.written() + 15));
        } finally {
            writers.forEach(Writer::close);
        }
        regions.equality("busy").assertRows();
        regions.equality("busy").assertExports();
        assertEquals(0, new Replication(regions.eu().admin(), "busy").differences());
    }

    @Test
    void aTransactionThatCommitsLateIsNotSkipped(TwoRegions regions) throws Exception {
        var realm = new SampleRealm("late", TwoRegions.FRONT, 0);
        var admin = regions.eu().admin();
        realm.create(admin);
        regions.replicate("late");
        var bob = realm.userId(admin, "bob");
        CompletableFuture<Void> late;
        try (var connection = regions.eu().database().connect();
                var lock = connection.prepareStatement("select ID from USER_ENTITY where ID = ? for update")) {
            connection.setAutoCommit(false);
            lock.setString(1, bob);
            lock.executeQuery();
            late = CompletableFuture.runAsync(
                    () -> admin.put("late/users/" + bob, Json.of("{firstName:'Late', lastName:'Bo'}")));
            var other = regions.eu().admin();
            for (int i = 0; i < 10; i++) {
                other.post("late/users", Json.of("{username:'early%s'}", i));
            }
            Await.upTo(Duration.ofSeconds(20), "the others have arrived")
                    .until(() -> regions.us()
                                    .admin()
                                    .get("late/users?username=early")
                                    .size()
                            == 10);
            assertFalse(late.isDone(), "the late one still waits");
            connection.rollback();
        }
        late.get();
        regions.equality("late").assertRows();
        assertEquals(
                "Late",
                regions.us().admin().get("late/users/" + bob).get("firstName").asText());
    }

    @Test
    void aUserWithTenThousandRoles(TwoRegions regions) {
        var admin = regions.eu().admin();
        var realm = Json.of("{realm:'roles', enabled:true}");
        var roles = ((ObjectNode) realm).putObject("roles").putArray("realm");
        IntStream.range(0, 10_000).forEach(i -> roles.addObject().put("name", "role-" + i));
        admin.post("", realm);
        var user = admin.create("roles/users", Json.of("{username:'many'}"));
        regions.replicate("roles");
        var all = admin.get("roles/roles?max=20000");
        // Keycloak flushes after each role it grants: what one request takes grows with the square of its roles
        for (int from = 0; from < all.size(); from += 250) {
            var some = Json.of("[]");
            for (int i = from; i < Math.min(all.size(), from + 250); i++) {
                ((ArrayNode) some).add(all.get(i));
            }
            admin.post("roles/users/" + user + "/role-mappings/realm", some);
        }
        regions.equality("roles").assertRows();
        admin.put("roles/users/" + user, Json.of("{firstName:'Many'}"));
        regions.equality("roles").assertRows();
        assertEquals(0, new Replication(admin, "roles").differences());
        admin.delete("roles/users/" + user);
        regions.equality("roles").assertRows();
    }
}
