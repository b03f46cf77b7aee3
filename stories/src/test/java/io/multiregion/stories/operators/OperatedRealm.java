package io.multiregion.stories.operators;

import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.setup.TwoRegions;
import io.multiregion.stories.props.Operator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A realm that lives in both regions, and users who may do this or that with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperatedRealm {

    static final Duration NOTICED = Duration.ofSeconds(30);
    static final String REALM = "operated";
    static final String IN_REALM = "realm-management";
    static final String IN_MASTER = REALM + "-realm";
    static final List<String> ROLES = List.of("manage-multi-region", "view-multi-region");

    TwoRegions regions;
    Admin eu;
    Admin us;

    @BeforeAll
    void operators(TwoRegions started) {
        regions = started;
        eu = regions.eu().admin();
        us = regions.us().admin();
        eu.createRealm(Json.of("{realm:'%s', enabled:true, adminEventsEnabled:true}", REALM));
        Operator.create(eu, REALM, "manages", IN_REALM, "manage-multi-region");
        Operator.create(eu, REALM, "views", IN_REALM, "view-multi-region");
        Operator.create(eu, REALM, "none", IN_REALM);
        Operator.create(eu, REALM, "realm-viewer", IN_REALM, "view-realm");
        Operator.create(eu, REALM, "realm-manager", IN_REALM, "manage-realm");
        Operator.create(eu, REALM, "user-manager", IN_REALM, "manage-users", "view-clients", "view-realm");
        Operator.create(eu, "master", "eu-operator", IN_MASTER, "manage-multi-region");
        regions.replicate(REALM);
        Operator.create(us, "master", "us-operator", IN_MASTER, "view-multi-region");
    }

    /** The realm goes with the next story, those of the master realm stay. */
    @AfterAll
    void forgetOperators() {
        forget(eu, "eu-operator");
        forget(us, "us-operator");
    }

    private static void forget(Admin admin, String operator) {
        var id = admin.get("master/users?exact=true&username=" + operator)
                .get(0)
                .get("id")
                .asText();
        admin.delete("master/users/" + id);
    }

    @AfterEach
    void bothRun() {
        for (var region : List.of(regions.us(), regions.eu())) {
            if (!region.running()) {
                region.start().awaitReady();
            }
        }
    }
}
