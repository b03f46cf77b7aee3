package io.multiregion.lab.setup;

import io.multiregion.lab.compare.Equality;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Two regions on this machine, {@code eu} and {@code us}, that trust each other and reach each other over two links. */
public final class TwoRegions implements AutoCloseable {

    /** The base URL that users know, whichever region serves it: realms made here have it as their frontend URL. */
    public static final String FRONT = "http://login.example.test";

    /**
     * Where servers ask a person to approve a request that a client has made on another way (CIBA): the place of that person's device, for
     * whoever opens it.
     */
    public static final URI DEVICES = URI.create("http://127.0.0.1:" + Ports.free() + "/");

    /** The header in which a proxy says who the client of a TLS connection is. */
    public static final String CERTIFICATE = "x-client-cert";

    /** Where eu has its tables: nothing finds them that does not name it, in quotes. */
    private static final String SCHEMA = "IAM-prod";

    private final Path directory;
    private final Region eu;
    private final Region us;
    private final Link toEu;
    private final Link toUs;
    private final List<Region> joined = new ArrayList<>();

    private TwoRegions(Path directory, Region eu, Region us, Link toEu, Link toUs) {
        this.directory = directory;
        this.eu = eu;
        this.us = us;
        this.toEu = toEu;
        this.toUs = toUs;
    }

    /** Starts both, each on a kind of database ({@code postgres}, {@code mariadb} or {@code dev-file}), below a directory. */
    public static TwoRegions start(Distribution distribution, Path directory, String euDatabase, String usDatabase) {
        distribution.prepare(euDatabase, usDatabase);
        return start(distribution, directory, euDatabase, usDatabase, List.of());
    }

    /** Behind a load balancer, which a server that is to stop gives the time that it gives by default. */
    public static TwoRegions balanced(Distribution distribution, Path directory, String database) {
        distribution.prepare(database);
        return start(distribution, directory, database, database, List.of("--shutdown-delay=1s"));
    }

    private static TwoRegions start(
            Distribution distribution, Path directory, String euDatabase, String usDatabase, List<String> more) {
        var keys = new Keys(directory.resolve("keys"));
        keys.make("eu");
        keys.make("us");
        int euPort = Ports.free();
        int usPort = Ports.free();
        var toEu = Link.to(euPort);
        var toUs = Link.to(usPort);
        var euOptions = options("eu", euPort, toEu, keys, "us", more);
        var usOptions = options("us", usPort, toUs, keys, "eu", more);
        var eu = region("eu", euDatabase, euPort, distribution, directory, euOptions);
        var us = region("us", usDatabase, usPort, distribution, directory, usOptions);
        var regions = new TwoRegions(directory, eu, us, toEu, toUs);
        Runtime.getRuntime().addShutdownHook(new Thread(regions::kill));
        eu.start();
        us.start();
        eu.awaitReady();
        us.awaitReady();
        return regions;
    }

    public Region eu() {
        return eu;
    }

    public Region us() {
        return us;
    }

    Region region(String name) {
        return name.equals(eu.name()) ? eu : us;
    }

    /** The one that is not this. */
    public Region other(Region region) {
        return region == eu ? us : eu;
    }

    /** The network by which the other region reaches this one. */
    public Link linkTo(Region region) {
        return region == eu ? toEu : toUs;
    }

    /** Ends all faults: both regions run, and nothing stands between them. */
    public void heal() {
        for (var link : List.of(toEu, toUs)) {
            link.delay(Duration.ZERO);
            link.set(Link.State.UP);
        }
        for (var region : List.of(eu, us)) {
            if (region.running()) {
                region.thaw();
            } else {
                region.start();
            }
        }
        eu.awaitReady();
        us.awaitReady();
    }

    /** A region that takes part from now on. */
    public void joined(Region region) {
        joined.add(region);
    }

    public void left(Region region) {
        joined.remove(region);
    }

    /** Ends all realms but the master realms: each makes the administrators' calls dearer, which look at the roles of all. */
    public void clear() {
        heal();
        var all = new ArrayList<>(List.of(eu, us));
        all.addAll(joined);
        var held = new ArrayList<HeldRealm>();
        all.forEach(region -> held.addAll(HeldRealm.in(region)));
        // who is asked about a copy while it is removed may find half of it: all are asked before
        var primaries = held.stream().filter(HeldRealm::isPrimary).toList();
        var present = all.stream().map(Region::name).collect(Collectors.toSet());
        primaries.parallelStream().forEach(primary -> primary.replication().endAll(present));
        held.parallelStream().forEach(HeldRealm::remove);
    }

    /** The network by which us reaches eu. */
    public Link toEu() {
        return toEu;
    }

    /** The network by which eu reaches us. */
    public Link toUs() {
        return toUs;
    }

    /** Makes eu's realm live in us. */
    public void replicate(String realm) {
        new Replication(eu.admin(), realm).replicate(us, toUs.url().toString(), Duration.ofSeconds(60));
    }

    /** Makes us's realm live in eu. */
    public void replicateBack(String realm) {
        new Replication(us.admin(), realm).replicate(eu, toEu.url().toString(), Duration.ofSeconds(60));
    }

    public Equality equalityBack(String realm) {
        return new Equality(us, eu, realm);
    }

    /** The directory with the certificates that a region trusts. */
    public Path trust(String region) {
        return directory.resolve("keys/trust-" + region);
    }

    /** Where the key pairs of all regions are. */
    public Keys keys() {
        return new Keys(directory.resolve("keys"));
    }

    public Equality equality(String realm) {
        return new Equality(eu, us, realm);
    }

    @Override
    public void close() {
        eu.stop();
        us.stop();
        toEu.close();
        toUs.close();
        eu.close();
        us.close();
    }

    private void kill() {
        eu.kill();
        us.kill();
    }

    private static Region region(
            String name,
            String databaseKind,
            int port,
            Distribution distribution,
            Path directory,
            List<String> options) {
        var home = directory.resolve(name);
        distribution.copyTo(home, databaseKind);
        var files = directory.resolve(name + "-database");
        var database = name.equals("eu") ? Database.of(databaseKind, files, SCHEMA) : Database.of(databaseKind, files);
        return new Region(name, home, database, port, options);
    }

    private static List<String> options(String name, int port, Link link, Keys keys, String peer, List<String> more) {
        var options = new ArrayList<>(options(name, link, keys, peer));
        options.add("--spi-multi-region--default--public-url=http://127.0.0.1:" + port);
        options.addAll(more);
        return options;
    }

    /** The settings of a region that others reach over a link. */
    public static List<String> options(String name, Link link, Keys keys, String peer) {
        var options = new ArrayList<>(List.of(
                "--spi-multi-region--default--region=" + name,
                "--spi-multi-region--default--url=" + link.url(),
                "--spi-multi-region--default--allow-http=true",
                // stories move the role to and fro, and do not wait for long
                "--spi-multi-region--default--flap-interval=0",
                "--spi-multi-region--default--silence=2",
                // what Keycloak does every some minutes is done while a story runs
                "--spi-scheduled--interval=5",
                "--spi-user-sessions--infinispan--session-expiration-period=60",
                // Keycloak looks twice a day which steps of workflows are due
                "--spi-events-listener--workflow-event-listener--step-runner-task-interval=2s",
                "--spi-ciba-auth-channel--ciba-http-auth-channel--http-authentication-channel-uri=" + DEVICES,
                "--spi-x509cert-lookup--haproxy--ssl-client-cert=" + CERTIFICATE,
                // what a copy was asked for
                "--log-level-io.multiregion.replication.door=debug"));
        options.addAll(keys.options(name, keys.trust(name, List.of(peer))));
        return options;
    }

    /** An empty directory for a run's files, below the build directory. */
    public static Path workDirectory(Checkout checkout) {
        try {
            Files.createDirectories(checkout.target().resolve("regions"));
            return Files.createTempDirectory(checkout.target().resolve("regions"), "run-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
