package io.multiregion.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** The operators' view of one realm's replication in one region. */
final class Replication {

    private final Admin admin;
    private final String path;
    private JsonNode last;

    Replication(Admin admin, String realm) {
        this.admin = admin;
        this.path = realm + "/multi-region";
    }

    JsonNode state() {
        last = admin.get(path);
        return last;
    }

    /** What is known of one replica. */
    JsonNode replica(String region) {
        for (var replica : state().path("replicas")) {
            if (replica.path("region").asText().equals(region)) {
                return replica;
            }
        }
        throw new IllegalStateException("No replica in " + region + ": " + last);
    }

    /** Whether a replica has all that is committed here. */
    boolean level(String region) {
        var replica = replica(region);
        return replica.path("status").asText().matches("ACTIVE|INACTIVE")
                && replica.path("lagResources").asLong(1) == 0
                && replica.path("appliedPosition")
                        .asText("")
                        .equals(last.path("position").asText(""));
    }

    String lastSeen() {
        return last == null ? "(nothing seen)" : last.toString();
    }

    Answer create(String region, String url) {
        return admin.attempt(
                "POST", path + "/replicas", Json.of("{region:'%s', url:'%s', activate:true}", region, url));
    }

    /** Creates a replica and waits until it serves. */
    void replicate(Region secondary, String url, Duration deadline) {
        create(secondary.name(), url).expect(201);
        Await.upTo(deadline, secondary.name() + " has a copy")
                .until(() -> replica(secondary.name()).path("status").asText().equals("ACTIVE"), this::lastSeen);
    }

    /** Ends a replica: set aside, deleted, gone. */
    void end(String region, Duration deadline) {
        admin.put(path + "/replicas/" + region, Json.of("{status:'INACTIVE'}"));
        admin.attempt("DELETE", path + "/replicas/" + region, null).expect(202);
        Await.upTo(deadline, "the replica in " + region + " is gone")
                .until(() -> state().path("replicas").isEmpty(), this::lastSeen);
    }

    JsonNode verify() {
        return admin.post(path + "/verify").json();
    }

    /** How many resources differ between here and all replicas. */
    int differences() {
        int differences = 0;
        for (var replica : verify().path("replicas")) {
            differences += replica.path("differences").asInt();
        }
        return differences;
    }
}
