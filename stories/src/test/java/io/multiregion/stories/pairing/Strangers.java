package io.multiregion.stories.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.Keys;
import io.multiregion.lab.setup.TwoRegions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two regions, {@code eu} and {@code us}, that were started without knowing each other, and whose keys can be changed. Only us has a trust
 * directory, an empty one.
 */
final class Strangers implements AutoCloseable {

    private static final String OPTION = "--spi-multi-region--default--";

    /** Lets the region that is paired do here what it may. */
    static final String ALL = "?realms=*&mayBecomePrimary=true";

    private final Keys keys;
    private final Path directory;
    private final Map<String, Region> regions = new HashMap<>();
    private final Map<String, Link> links = new HashMap<>();

    private Strangers(Path directory) {
        this.directory = directory;
        this.keys = new Keys(directory.resolve("keys"));
    }

    static Strangers start() {
        var checkout = Checkout.here();
        var distribution = Distribution.of(checkout);
        var strangers = new Strangers(TwoRegions.workDirectory(checkout));
        Runtime.getRuntime().addShutdownHook(new Thread(strangers::kill));
        strangers.keys.trust("us", List.of());
        distribution.prepare(kind("eu"), kind("us"));
        for (var name : List.of("eu", "us")) {
            var kind = kind(name);
            var home = strangers.directory.resolve(name);
            distribution.copyTo(home, kind);
            int port = Ports.free();
            strangers.keys.make(name);
            strangers.links.put(name, Link.to(port));
            var database = Database.of(kind, strangers.directory.resolve(name + "-database"));
            strangers.regions.put(name, strangers.region(name, home, database, port, name));
        }
        strangers.regions.values().forEach(Region::start);
        strangers.regions.values().forEach(Region::awaitReady);
        return strangers;
    }

    private static String kind(String name) {
        return System.getProperty("lab." + name, name.equals("eu") ? "postgres" : "dev-file");
    }

    private Region region(String name, Path home, Database database, int port, String... keyNames) {
        var options = new ArrayList<>(List.of(
                OPTION + "region=" + name,
                OPTION + "url=" + links.get(name).url(),
                OPTION + "allow-http=true",
                OPTION + "key="
                        + String.join(
                                " ", Stream.of(keyNames).map(keys::location).toList()),
                OPTION + "key-password=" + Keys.PASSWORD,
                OPTION + "flap-interval=0",
                OPTION + "silence=2"));
        if (name.equals("us")) {
            options.add(OPTION + "trust=" + trust().toAbsolutePath());
        }
        return new Region(name, home, database, port, options);
    }

    /** Starts both again, each with the keys whose names begin with its own, as they are named here. */
    void restart(String... suffixes) {
        for (var name : List.of("eu", "us")) {
            var before = regions.get(name);
            before.stop();
            var names = Stream.of(suffixes).map(suffix -> name + suffix).toArray(String[]::new);
            regions.put(name, region(name, before.home(), before.database(), before.port(), names));
        }
        regions.values().forEach(Region::start);
        regions.values().forEach(Region::awaitReady);
    }

    Region eu() {
        return regions.get("eu");
    }

    Region us() {
        return regions.get("us");
    }

    /** The network by which the other region reaches one. */
    Link linkTo(String region) {
        return links.get(region);
    }

    Keys keys() {
        return keys;
    }

    /** The trust directory of us. */
    Path trust() {
        return directory.resolve("keys/trust-us");
    }

    /** Who a region says it is. */
    JsonNode identity(String region) {
        return regions.get(region).admin().get("master/multi-region/identity");
    }

    /** Gives a region the identity of the other one, whatever it knew before. */
    void introduce(String of, Region to) {
        var identity = (ObjectNode) identity(of);
        to.admin()
                .attempt("POST", "master/multi-region/regions" + ALL, identity.put("replace", true))
                .expect(201);
    }

    @Override
    public void close() {
        regions.values().forEach(Region::stop);
        links.values().forEach(Link::close);
        regions.values().forEach(Region::close);
    }

    private void kill() {
        regions.values().forEach(Region::kill);
    }
}
