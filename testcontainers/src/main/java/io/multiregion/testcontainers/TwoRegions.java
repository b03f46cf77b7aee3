package io.multiregion.testcontainers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.keycloak.util.JsonSerialization;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startable;
import org.testcontainers.lifecycle.Startables;

/**
 * Two regions of Keycloak in containers, {@code eu} and {@code us}, with a realm that is live in both: for tests of applications that are
 * to live through a switchover, and through the death of a region.
 *
 * <pre>{@code
 * try (var regions = new TwoRegions("acme-realm.json")) {
 *     regions.start();
 *     var issuer = regions.issuer();
 * }
 * }</pre>
 *
 * <p>With JUnit it is a {@code @Container}, as any {@link Startable}. Keys, certificates and a network are made for the run. The regions
 * speak https with each other; the test speaks http to them.
 */
public final class TwoRegions implements Startable {

    private static final Duration COPYING = Duration.ofMinutes(2);
    private static final Duration MOVING = Duration.ofSeconds(60);

    private final ObjectNode realm;
    private String keycloak;
    private Network network;
    private Front front;
    private RegionServer primary;
    private RegionServer secondary;

    /**
     * Regions that are not started.
     *
     * @param realmFile a realm as Keycloak exports it, on the class path: {@code eu} is its primary, {@code us} follows
     */
    public TwoRegions(String realmFile) {
        realm = read(realmFile);
    }

    /** Another image of Keycloak to build on than that of the version that is proven: one with providers of one's own, say. */
    public TwoRegions withKeycloakImage(String image) {
        keycloak = image;
        return this;
    }

    /** Returns once the realm is live in both regions. */
    @Override
    public void start() {
        if (network != null) {
            return;
        }
        var image = RegionImage.on(keycloak);
        var eu = RegionKey.of("eu");
        var us = RegionKey.of("us");
        network = Network.newNetwork();
        front = new Front();
        primary = new RegionServer("eu", image, network, eu, "us", us.certificate());
        secondary = new RegionServer("us", image, network, us, "eu", eu.certificate());
        try {
            Startables.deepStart(primary.container(), secondary.container()).join();
            users(primary);
            realm.withObject("/attributes").put("frontendUrl", front.url());
            primary.create(realm);
            replicate();
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void replicate() {
        var replica = JsonNodeFactory.instance
                .objectNode()
                .put("region", secondary.name())
                .put("url", secondary.url())
                .put("activate", true);
        primary.expect("/" + realmName() + "/multi-region/replicas", replica);
        await(
                COPYING,
                "the realm is live in " + secondary.name(),
                () -> replica().path("status").asText().equals("ACTIVE"));
    }

    @Override
    public void stop() {
        if (network == null) {
            return;
        }
        front.close();
        primary.stop();
        secondary.stop();
        network.close();
        network = null;
    }

    /**
     * What an application is told: the issuer in every token, whichever region has made it. Its address leads to the primary, and to the
     * secondary while the primary is dead, as a load balancer that asks for health does it. Connections end when it leads elsewhere.
     */
    public String issuer() {
        return front.url() + "/realms/" + realmName();
    }

    /** The region that takes the realm's writes, or did before it was killed. */
    public KeycloakContainer primary() {
        return primary.container();
    }

    /** The other one. Its realm takes sign-ins and refuses writes. */
    public KeycloakContainer secondary() {
        return secondary.container();
    }

    /** Returns once the secondary has all that is written on the primary. */
    public void awaitLevel() {
        await(MOVING, secondary.name() + " has all that is written in " + primary.name(), this::level);
    }

    /** Moves the primary role to the other region, as planned work does: nothing is lost. */
    public void switchover() {
        awaitLevel();
        var to = JsonNodeFactory.instance.objectNode().put("to", secondary.name());
        move(primary, "switchover", to);
        swap();
        await(MOVING, secondary.name() + " follows", this::level);
    }

    /** Kills the primary's server as a power cut does. Users are led to the secondary then, where they sign in and change nothing. */
    public void killPrimary() {
        primary.container()
                .getDockerClient()
                .killContainerCmd(primary.container().getContainerId())
                .exec();
        await(MOVING, primary.name() + " is dead", () -> !primary.container().isRunning());
        users(secondary);
    }

    /** The secondary takes the role of the primary that was killed. What had not arrived is lost. */
    public void failOver() {
        if (primary.container().isRunning()) {
            throw new IllegalStateException(
                    "The primary " + primary.name() + " lives: call killPrimary() before, or switchover() instead");
        }
        move(secondary, "failover", JsonNodeFactory.instance.objectNode());
        swap();
    }

    /** Asks until no rule refuses any more: a primary has to be silent for a moment before it counts as gone. */
    private void move(RegionServer asked, String how, JsonNode body) {
        var said = new String[] {""};
        await(
                MOVING,
                "a " + how + " is done",
                () -> {
                    var answer = asked.ask(realmName(), how, body);
                    said[0] = answer.body();
                    return answer.statusCode() == 200;
                },
                said);
    }

    private void swap() {
        var former = primary;
        primary = secondary;
        secondary = former;
        await(MOVING, primary.name() + " takes writes", () -> {
            var state = primary.state(realmName());
            return state.path("role").asText().equals("PRIMARY")
                    && state.path("writable").asBoolean();
        });
        users(primary);
    }

    private void users(RegionServer region) {
        front.leadTo(region.container().getHost(), region.container().getHttpPort());
    }

    private String realmName() {
        return realm.path("realm").asText();
    }

    private boolean level() {
        var replica = replica();
        return replica.path("status").asText().equals("ACTIVE")
                && replica.path("lagResources").asLong(1) == 0
                && !replica.path("comparing").asBoolean();
    }

    private JsonNode replica() {
        return primary.state(realmName()).path("replicas").path(0);
    }

    private static ObjectNode read(String file) {
        var loader = Thread.currentThread().getContextClassLoader();
        try (var in = loader.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException(file + " is not on the class path");
            }
            if (JsonSerialization.mapper.readTree(in) instanceof ObjectNode realm && realm.hasNonNull("realm")) {
                return realm;
            }
            throw new IllegalArgumentException(
                    file + " is not a realm as Keycloak exports it: it has no name in \"realm\"");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    private static void await(Duration patience, String what, Callable<Boolean> condition, String... said) {
        long end = System.nanoTime() + patience.toNanos();
        Exception last = null;
        do {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        throw new IllegalStateException(
                "Not within " + patience.toSeconds() + " s: " + what + ". " + String.join("", said), last);
    }
}
