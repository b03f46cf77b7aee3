package io.multiregion.lab.setup;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A realm as one region has it. */
record HeldRealm(Region region, String name) {

    /** All realms of a region but its master realm. */
    static List<HeldRealm> in(Region region) {
        var held = new ArrayList<HeldRealm>();
        for (var realm : region.admin().get("?briefRepresentation=true")) {
            var name = realm.path("realm").asText();
            if (!name.equals("master")) {
                held.add(new HeldRealm(region, name));
            }
        }
        return held;
    }

    Replication replication() {
        return new Replication(region.admin(), name);
    }

    boolean isPrimary() {
        return replication().role().equals("PRIMARY");
    }

    /** A copy goes with the replica, a realm can be removed once it has none. */
    void remove() {
        var last = new AtomicReference<Answer>();
        Await.upTo(Duration.ofSeconds(60), name + " is gone from " + region.name())
                .every(Duration.ofMillis(200))
                .until(
                        () -> {
                            last.set(region.admin().attempt("DELETE", name, null));
                            return List.of(204, 404).contains(last.get().status());
                        },
                        () -> last.get().status() + " " + last.get().text());
    }
}
