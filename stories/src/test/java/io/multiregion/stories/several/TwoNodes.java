package io.multiregion.stories.several;

import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two regions: {@code eu} is a cluster of two nodes, {@code one} and {@code two}, on one PostgreSQL and with Keycloak's own clustering;
 * {@code us} is one server on H2. Those who talk to eu reach its nodes in turn.
 */
final class TwoNodes implements AutoCloseable {

    private final Region one;
    private final Region two;
    private final Region us;
    private final Link toEu;
    private final Link toUs;

    private TwoNodes(Region one, Region two, Region us, Link toEu, Link toUs) {
        this.one = one;
        this.two = two;
        this.us = us;
        this.toEu = toEu;
        this.toUs = toUs;
    }

    /** Starts all; node one is the first of eu, so it is the one that ships. */
    static TwoNodes start() {
        var checkout = Checkout.here();
        var directory = TwoRegions.workDirectory(checkout);
        var distribution = Distribution.of(checkout);
        distribution.prepare("postgres", "dev-file");
        var keys = new Keys(directory.resolve("keys"));
        keys.make("eu");
        keys.make("us");
        var ports = List.of(Ports.free(), Ports.free());
        int usPort = Ports.free();
        var toEu = Link.to(ports.get(0), ports.get(1));
        var toUs = Link.to(usPort);
        var database = Database.of("postgres", directory.resolve("eu-database"));
        var nodes = new ArrayList<Region>();
        for (int i = 0; i < 2; i++) {
            var home = directory.resolve("eu-" + (i + 1));
            distribution.copyTo(home, "postgres");
            var options = TwoRegions.options("eu", toEu, keys, "us");
            options.add("--cache=ispn");
            options.add("--cache-embedded-network-bind-address=127.0.0.1");
            options.add("--cache-embedded-network-bind-port=" + Ports.free());
            nodes.add(new Region("eu", home, database, ports.get(i), options));
        }
        distribution.copyTo(directory.resolve("us"), "dev-file");
        var us = new Region(
                "us",
                directory.resolve("us"),
                Database.of("dev-file", directory.resolve("us-database")),
                usPort,
                TwoRegions.options("us", toUs, keys, "eu"));
        var regions = new TwoNodes(nodes.get(0), nodes.get(1), us, toEu, toUs);
        Runtime.getRuntime().addShutdownHook(new Thread(regions::kill));
        us.start();
        regions.one.start().awaitReady();
        regions.two.start().awaitReady();
        us.awaitReady();
        return regions;
    }

    Region one() {
        return one;
    }

    Region two() {
        return two;
    }

    List<Region> nodes() {
        return List.of(one, two);
    }

    Region us() {
        return us;
    }

    /** Makes eu's realm live in us. */
    void replicate(String realm) {
        new Replication(one.admin(), realm).replicate(us, toUs.url().toString(), Duration.ofSeconds(60));
    }

    /** Between the nodes' database and us. */
    Equality equality(String realm) {
        return new Equality(one, us, realm);
    }

    /** The same while us is the primary. */
    Equality equalityBack(String realm) {
        return new Equality(us, one, realm);
    }

    @Override
    public void close() {
        two.stop();
        one.stop();
        us.stop();
        toEu.close();
        toUs.close();
        one.close();
        us.close();
    }

    private void kill() {
        two.kill();
        one.kill();
        us.kill();
    }
}
