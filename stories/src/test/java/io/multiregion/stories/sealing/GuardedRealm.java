package io.multiregion.stories.sealing;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Operator;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One region whose customer-managed key is in a key service that fails, with a realm that is sealed with it and one that is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GuardedRealm {

    static final int GRACE_SECONDS = 12;
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final SampleRealm realm = new SampleRealm("guarded", TwoRegions.FRONT, 0);
    final SampleRealm other = new SampleRealm("unguarded", TwoRegions.FRONT, 0);
    private final int port = Ports.free();
    private Path directory;
    Keys keys;
    TransitFake service;
    Region region;
    TreeSet<String> keyIds;

    @BeforeAll
    void start() {
        directory = TwoRegions.workDirectory(Checkout.here());
        keys = new Keys(directory.resolve("keys"));
        keys.make("eu");
        service = TransitFake.start();
        Distribution.of(Checkout.here()).copyTo(directory.resolve("eu"), "dev-file");
        region = region(
                "--spi-multi-region--default--sealing-key=" + service.uri(),
                "--spi-multi-region--default--sealing-key-password=" + TransitFake.TOKEN);
        region.start().awaitReady();
        realm.create(region.admin());
        other.create(region.admin());
        Operator.create(region.admin(), realm.name(), "own", "realm-management", "view-multi-region");
        sealing("{enabled:true}").expect(200);
        Await.upTo(PATIENCE, "the realm is sealed").until(() -> state().equals("SEALED"));
        keyIds = keyIds();
    }

    /** The same region, started with other options. */
    Region region(String... sealing) {
        var options = new ArrayList<>(List.of(
                "--spi-multi-region--default--region=eu",
                "--spi-multi-region--default--url=http://127.0.0.1:" + port,
                "--spi-multi-region--default--allow-http=true",
                "--spi-multi-region--default--sealing-grace=" + GRACE_SECONDS));
        options.addAll(List.of(sealing));
        options.addAll(keys.options("eu", keys.trust("eu", List.of())));
        var database = Database.of("dev-file", directory.resolve("eu-database"));
        return new Region("eu", directory.resolve("eu"), database, port, options);
    }

    @AfterAll
    void stop() {
        region.close();
        service.close();
    }

    Answer signIn(SampleRealm of) {
        return of.at(region).attempt(SampleRealm.USER, SampleRealm.PASSWORD);
    }

    /** 503, and what to do; nothing of where the key is, or what its service answers. */
    boolean refused(Answer answer) {
        var error = answer.status() == 503 ? answer.json() : Json.of("{}");
        return error.path("error").asText().equals("key_unavailable")
                && (error.path("error_description").asText().contains("the reason is in the log")
                        || error.path("error_description").asText().contains("destroyed"))
                && tellsNothing(answer);
    }

    static boolean tellsNothing(Answer answer) {
        return Stream.of("vault:", "transit", "HTTP status", TransitFake.TOKEN).noneMatch(answer.text()::contains);
    }

    Answer sealing(String json) {
        return region.admin().attempt("PUT", realm.name() + "/multi-region/sealing", Json.of(json));
    }

    String state() {
        return sealing().get("state").asText();
    }

    JsonNode sealing() {
        return new Replication(region.admin(), realm.name()).sealing();
    }

    TreeSet<String> keyIds() {
        var ids = new TreeSet<String>();
        realm.at(region)
                .get("/protocol/openid-connect/certs")
                .json()
                .get("keys")
                .forEach(key -> ids.add(key.get("kid").asText()));
        return ids;
    }

    List<String> keyProviders() throws SQLException {
        var ids = new ArrayList<String>();
        try (var connection = region.database().connect();
                var rows = connection
                        .createStatement()
                        .executeQuery("select ID from COMPONENT where PROVIDER_TYPE = 'org.keycloak.keys.KeyProvider'"
                                + " order by ID")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
