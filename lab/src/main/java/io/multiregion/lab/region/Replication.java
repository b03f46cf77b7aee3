package io.multiregion.lab.region;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.machine.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The operators' view of one realm's replication in one region. */
public final class Replication {

    private final Admin admin;
    private final String path;
    private JsonNode last;

    public Replication(Admin admin, String realm) {
        this.admin = admin;
        this.path = realm + "/multi-region";
    }

    public JsonNode state() {
        last = admin.get(path);
        return last;
    }

    /** What is known of one replica. */
    public JsonNode replica(String region) {
        for (var replica : state().path("replicas")) {
            if (replica.path("region").asText().equals(region)) {
                return replica;
            }
        }
        throw new IllegalStateException("No replica in " + region + ": " + last);
    }

    /** Whether a replica has all that is committed here, and no doubt is left about it. */
    public boolean level(String region) {
        var replica = replica(region);
        return replica.path("status").asText().matches("ACTIVE|INACTIVE")
                && replica.path("lagResources").asLong(1) == 0
                && !replica.path("comparing").asBoolean()
                && replica.path("appliedPosition")
                        .asText("")
                        .equals(last.path("position").asText(""));
    }

    public String lastSeen() {
        return last == null ? "(nothing seen)" : last.toString();
    }

    public Answer create(String region, String url) {
        return admin.attempt(
                "POST", path + "/replicas", Json.of("{region:'%s', url:'%s', activate:true}", region, url));
    }

    /** Creates a replica and waits until it serves. */
    public void replicate(Region secondary, String url, Duration deadline) {
        create(secondary.name(), url).expect(201);
        Await.upTo(deadline, secondary.name() + " has a copy")
                .until(() -> replica(secondary.name()).path("status").asText().equals("ACTIVE"), this::lastSeen);
    }

    /** Ends a replica: set aside, deleted, gone. */
    public void end(String region, Duration deadline) {
        admin.put(path + "/replicas/" + region, Json.of("{status:'INACTIVE'}"));
        admin.attempt("DELETE", path + "/replicas/" + region, null).expect(202);
        Await.upTo(deadline, "the replica in " + region + " is gone")
                .until(() -> state().path("replicas").isEmpty(), this::lastSeen);
    }

    /** Asks for the end of all replicas; those in regions that are gone are forgotten at once. */
    public void endAll(Set<String> present) {
        for (var replica : state().path("replicas")) {
            var region = replica.path("region").asText();
            var status = replica.path("status").asText();
            if (status.equals("ACTIVE")) {
                admin.put(path + "/replicas/" + region, Json.of("{status:'INACTIVE'}"));
            }
            boolean reached = present.contains(region) && !status.equals("CREATING");
            admin.delete(path + "/replicas/" + region + (reached ? "" : "?force=true"));
        }
    }

    /** Whether the realm's secrets are sealed at rest, and with which data keys. */
    public JsonNode sealing() {
        last = admin.get(path + "/sealing");
        return last;
    }

    /** Waits until the secrets are what they are to be, with so many data keys; returns that state. */
    public JsonNode awaitSealing(String state, int dataKeys, Duration deadline) {
        Await.upTo(deadline, "the realm's secrets are " + state + ", with " + dataKeys + " data keys")
                .until(
                        () -> sealing().path("state").asText().equals(state)
                                && last.path("dataKeys").size() == dataKeys,
                        this::lastSeen);
        return last;
    }

    public JsonNode verify() {
        return admin.post(path + "/verify").json();
    }

    /** How many resources differ between here and all replicas. */
    public int differences() {
        int differences = 0;
        for (var replica : verify().path("replicas")) {
            differences += replica.path("differences").asInt();
        }
        return differences;
    }

    /** What this region is to the realm. */
    public String role() {
        return state().path("role").asText();
    }

    public long epoch() {
        return state().path("epoch").asLong();
    }

    /** Whether this region takes writes. */
    public boolean writable() {
        return state().path("writable").asBoolean();
    }

    /** Asks for a planned move to another region, whatever comes of it. */
    public Answer switchover(String to, String... overridden) {
        return admin.attempt("POST", path + "/switchover", body(overridden).put("to", to));
    }

    /** Asks this region to take the role without the primary's help, whatever comes of it. */
    public Answer failover(String... overridden) {
        return admin.attempt("POST", path + "/failover", body(overridden));
    }

    /** A failover whatever the rules say: all that refuse are overridden. */
    public Answer forceFailover() {
        return failover(refusing());
    }

    /** The rules that would refuse a failover to this region now. */
    public String[] refusing() {
        var refusing = new ArrayList<String>();
        preview().path("refusedBy").forEach(rule -> refusing.add(rule.asText()));
        return refusing.toArray(String[]::new);
    }

    /** What a failover to this region would lose, and what speaks against it. */
    public JsonNode preview() {
        return admin.get(path + "/failover/preview");
    }

    /** Every rule, per replica. */
    public JsonNode readiness() {
        return admin.get(path + "/readiness");
    }

    Answer drill(String to) {
        return admin.attempt("POST", path + "/drill", Json.of("{to:'%s'}", to));
    }

    /** What a deposed primary had not shipped. */
    public JsonNode divergences() {
        return admin.get(path + "/divergences");
    }

    /** One divergence with all that is known of it. */
    public JsonNode divergence(String id) {
        return admin.get(path + "/divergences/" + id);
    }

    public Answer reapply(String id) {
        return admin.attempt("POST", path + "/divergences/" + id + "/reapply", null);
    }

    public Answer reapplyAll() {
        return admin.attempt("POST", path + "/divergences/reapply", null);
    }

    public Answer dismiss(String id) {
        return admin.attempt("DELETE", path + "/divergences/" + id, null);
    }

    public Answer dismissAll() {
        return admin.attempt("DELETE", path + "/divergences", null);
    }

    private static ObjectNode body(String... overridden) {
        var body = JsonNodeFactory.instance.objectNode();
        if (overridden.length > 0) {
            var rules = body.put("reason", "the story wants it").putArray("override");
            List.of(overridden).forEach(rules::add);
        }
        return body;
    }
}
