package io.multiregion.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A region that joins eu later, on H2, and leaves again. */
final class ThirdRegion implements AutoCloseable {

    private final Region region;
    private final Link link;
    private final Path trusted;

    private ThirdRegion(Region region, Link link, Path trusted) {
        this.region = region;
        this.link = link;
        this.trusted = trusted;
    }

    /** Starts it. It trusts eu, and eu trusts it, without a restart of eu. */
    static ThirdRegion join(TwoRegions regions, String name) {
        var keys = regions.keys();
        keys.make(name);
        var trusted = regions.trust("eu").resolve(name + ".pem");
        keys.certificate(name, trusted);
        var home = regions.eu().home().resolveSibling(name);
        Distribution.of(Checkout.here()).copyTo(home, "dev-file");
        int port = Ports.free();
        var link = Link.to(port);
        var options = new ArrayList<>(List.of(
                "--spi-multi-region--default--region=" + name, "--spi-multi-region--default--url=" + link.url()));
        options.addAll(keys.options(name, keys.trust(name, List.of("eu"))));
        var region =
                new Region(name, home, Database.of("dev-file", home.resolveSibling(name + "-database")), port, options);
        Runtime.getRuntime().addShutdownHook(new Thread(region::kill));
        region.start().awaitReady();
        return new ThirdRegion(region, link, trusted);
    }

    Region region() {
        return region;
    }

    /** The network by which eu reaches it. */
    Link link() {
        return link;
    }

    @Override
    public void close() {
        region.stop();
        link.close();
        region.close();
        try {
            Files.deleteIfExists(trusted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
