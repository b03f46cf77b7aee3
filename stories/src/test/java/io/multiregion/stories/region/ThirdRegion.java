package io.multiregion.stories.region;

import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.setup.TwoRegions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A region that joins the two later, and leaves again: on MariaDB, unless the system property {@code lab.ap} names another kind. */
public final class ThirdRegion implements AutoCloseable {

    private static final String KIND = System.getProperty("lab.ap", "mariadb");

    private final TwoRegions others;
    private final Region region;
    private final Link link;
    private final List<Path> trusted;

    private ThirdRegion(TwoRegions others, Region region, Link link, List<Path> trusted) {
        this.others = others;
        this.region = region;
        this.link = link;
        this.trusted = trusted;
    }

    /** Starts it. It trusts eu and us, and they trust it, without a restart of theirs. */
    static ThirdRegion join(TwoRegions regions, String name) {
        var keys = regions.keys();
        keys.make(name);
        var trusted = Stream.of("eu", "us")
                .map(region -> regions.trust(region).resolve(name + ".pem"))
                .toList();
        trusted.forEach(certificate -> keys.certificate(name, certificate));
        var home = regions.eu().home().resolveSibling(name);
        Distribution.of(Checkout.here()).copyTo(home, KIND);
        int port = Ports.free();
        var link = Link.to(port);
        var options = new ArrayList<>(List.of(
                "--spi-multi-region--default--region=" + name,
                "--spi-multi-region--default--url=" + link.url(),
                "--spi-multi-region--default--allow-http=true"));
        options.addAll(keys.options(name, keys.trust(name, List.of("eu", "us"))));
        var region = new Region(name, home, Database.of(KIND, home.resolveSibling(name + "-database")), port, options);
        Runtime.getRuntime().addShutdownHook(new Thread(region::kill));
        region.start().awaitReady();
        regions.joined(region);
        return new ThirdRegion(regions, region, link, trusted);
    }

    public Region region() {
        return region;
    }

    /** The network by which the others reach it. */
    public Link link() {
        return link;
    }

    @Override
    public void close() {
        others.left(region);
        region.stop();
        link.close();
        region.close();
        for (var certificate : trusted) {
            try {
                Files.deleteIfExists(certificate);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
