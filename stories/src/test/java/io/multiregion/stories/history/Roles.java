package io.multiregion.stories.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.setup.TwoRegions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** The roles of two regions for one realm. */
public record Roles(TwoRegions regions, String realm) {

    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration LISTED = Duration.ofSeconds(15);

    /** A sample realm of eu that us has a copy of. */
    public static Roles replicated(TwoRegions regions, String realm) {
        new SampleRealm(realm, TwoRegions.FRONT, 3).create(regions.eu().admin());
        regions.replicate(realm);
        return new Roles(regions, realm);
    }

    /** The same with an empty realm. */
    public static Roles bare(TwoRegions regions, String realm) {
        regions.eu()
                .admin()
                .createRealm(
                        Json.of("{realm:'%s', enabled:true, attributes:{frontendUrl:'%s'}}", realm, TwoRegions.FRONT));
        regions.replicate(realm);
        return new Roles(regions, realm);
    }

    public Replication at(Region region) {
        return new Replication(region.admin(), realm);
    }

    /** Makes the role go to a region, and raises unless it does. */
    public Answer switchover(Region from, Region to) {
        return at(from).switchover(to.name()).expect(200);
    }

    /** Waits until both agree that this region is the one that writes, and the other one follows it. */
    public void awaitPrimary(Region primary) {
        var here = at(primary);
        var there = at(regions.other(primary));
        Await.upTo(SETTLING, primary.name() + " is the primary of " + realm)
                .until(() -> settled(here, there), () -> here.lastSeen() + "\n" + there.lastSeen());
    }

    /** Waits until there is one region that writes and the other one follows it, and says which. */
    public Region awaitSettled() {
        var eu = at(regions.eu());
        var us = at(regions.us());
        Await.upTo(SETTLING, realm + " has one primary")
                .until(() -> settled(eu, us) || settled(us, eu), () -> eu.lastSeen() + "\n" + us.lastSeen());
        return eu.role().equals("PRIMARY") ? regions.eu() : regions.us();
    }

    private static boolean settled(Replication primary, Replication secondary) {
        var here = primary.state();
        var there = secondary.state();
        return here.path("role").asText().equals("PRIMARY")
                && here.path("writable").asBoolean()
                && there.path("role").asText().equals("SECONDARY")
                && here.path("epoch").asLong() == there.path("epoch").asLong();
    }

    /** The judge, seen from the primary. */
    public Equality equality(Region primary) {
        return new Equality(primary, regions.other(primary), realm);
    }

    /** Whether a write goes well in a region. */
    public boolean writes(Region region, String user) {
        return write(region, user).status() == 201;
    }

    public Answer write(Region region, String user) {
        return region.admin().attempt("POST", realm + "/users", Json.of("{username:'%s', enabled:true}", user));
    }

    /** The names of the users that begin with a prefix. */
    public Set<String> users(Region region, String prefix) {
        var names = new TreeSet<String>();
        for (var user : region.admin().get(realm + "/users?briefRepresentation=true&max=100000")) {
            var name = user.path("username").asText();
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The names of all resources that one of the regions has listed as a divergence. */
    public Set<String> divergent() {
        var names = new TreeSet<String>();
        for (var region : List.of(regions.eu(), regions.us())) {
            at(region)
                    .divergences()
                    .forEach(divergence -> names.add(divergence.path("name").asText()));
        }
        return names;
    }

    /** Waits until these are listed, and returns the divergences by name. */
    public JsonNode listed(Region primary, String... names) {
        var byName = JsonNodeFactory.instance.objectNode();
        var missing = new ArrayList<String>();
        Await.upTo(SETTLING, List.of(names) + " are listed")
                .until(
                        () -> {
                            byName.removeAll();
                            at(primary)
                                    .divergences()
                                    .forEach(
                                            each -> byName.set(each.path("name").asText(), each));
                            missing.clear();
                            missing.addAll(List.of(names));
                            missing.removeIf(byName::has);
                            return missing.isEmpty();
                        },
                        () -> "missing: " + missing + " in " + byName);
        return byName;
    }

    /** Raises unless both regions are equal and the history's promises hold, once all is healed. */
    public void judge(History history) {
        var primary = awaitSettled();
        equality(primary).assertRows();
        history.note(realm + " is level: " + at(primary).epoch() + " epochs, " + history.acknowledged() + " writes, "
                + divergent().size() + " divergences");
        var broken = new AtomicReference<List<String>>(List.of());
        Await.upTo(LISTED, "all promises hold in " + realm)
                .until(
                        () -> {
                            broken.set(history.broken(users(primary, ""), divergent()));
                            return broken.get().isEmpty();
                        },
                        () -> "\n" + String.join("\n", broken.get()) + "\nThe history:\n" + history.all());
    }
}
