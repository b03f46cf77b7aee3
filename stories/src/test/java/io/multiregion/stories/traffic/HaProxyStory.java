package io.multiregion.stories.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.HaProxy;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.history.Roles;
import io.multiregion.stories.region.Alone;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented HAProxy sends administrators to the primary and users to where they are served, and follows the role by itself. */
@Alone
final class HaProxyStory {

    private static final Duration NOTICED = Duration.ofSeconds(5);

    private final TwoRegions regions;

    HaProxyStory(TwoRegions regions) {
        this.regions = regions;
    }

    @AfterEach
    void heal() {
        regions.heal();
    }

    @Test
    void trafficFollowsTheRole(@TempDir Path directory) throws Exception {
        var eu = regions.eu();
        var us = regions.us();
        var roles = Roles.replicated(regions, "proxied");
        operator(eu.admin());
        roles.equality(eu).assertRows();
        try (var proxy = HaProxy.start("proxied", eu.port(), us.port(), directory.resolve("haproxy.log"))) {
            proxy.awaitPrimary();
            var visitor = proxy.visitor(SampleRealm.CLIENT, SampleRealm.SECRET);
            var operator = visitor.operator("operator", "operator-secret");
            // before its first check HAProxy takes every region for the primary
            Await.upTo(NOTICED, "administrators reach eu").until(() -> operator.creates(Json.of("{username:'one'}")));
            assertEquals(200, health(eu, "primary"));
            assertEquals(503, health(us, "primary"));

            var failed = new AtomicInteger();
            var moved = new AtomicBoolean();
            var user = new Thread(() -> {
                while (!moved.get()) {
                    failed.addAndGet(visitor.signsIn(SampleRealm.USER, SampleRealm.PASSWORD) ? 0 : 1);
                }
            });
            user.start();
            roles.switchover(eu, us);
            Await.upTo(NOTICED, "administrators reach us").until(() -> operator.creates(Json.of("{username:'two'}")));
            moved.set(true);
            user.join();
            assertEquals(0, failed.get(), "no sign-in failed");
            assertEquals(503, health(eu, "primary"));
            assertEquals(200, health(us, "primary"));
            assertEquals(200, health(eu, "active"));
            assertEquals(200, health(us, "active"));

            roles.awaitPrimary(us);
            us.kill();
            Await.upTo(NOTICED, "users reach eu").until(() -> visitor.signsIn(SampleRealm.USER, SampleRealm.PASSWORD));
            roles.at(eu).forceFailover().expect(200);
            Await.upTo(NOTICED, "administrators reach eu").until(() -> operator.creates(Json.of("{username:'three'}")));
        }
        regions.heal();
        roles.awaitPrimary(eu);
    }

    private static void operator(Admin admin) {
        var id = admin.create(
                "proxied/users",
                Json.of("{username:'operator', enabled:true, email:'operator@acme.test', firstName:'O', lastName:'P',"
                        + " credentials:[{type:'password', value:'operator-secret'}]}"));
        var client = admin.get("proxied/clients?clientId=realm-management")
                .get(0)
                .get("id")
                .asText();
        var role = admin.get("proxied/clients/" + client + "/roles/realm-admin");
        admin.post(
                "proxied/users/" + id + "/role-mappings/clients/" + client,
                Json.of("[{id:'%s', name:'realm-admin'}]", role.get("id").asText()));
    }

    private static int health(Region region, String what) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(region.url() + "/realms/proxied/multi-region/health/" + what))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
