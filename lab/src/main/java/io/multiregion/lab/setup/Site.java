package io.multiregion.lab.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.network.HaProxy;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.server.KeycloakCommand;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One Keycloak on a PostgreSQL of its own, with or without the extension: what the bench may use of the lab. It has one administrator,
 * and no links: other sites reach it directly.
 */
public final class Site implements AutoCloseable {

    private final Region region;
    private final Admin admin;

    private Site(Region region) {
        this.region = region;
        this.admin = region.admin();
        Runtime.getRuntime().addShutdownHook(new Thread(region::kill));
    }

    /** An empty directory for the files of a run. */
    public static Path workDirectory() {
        return TwoRegions.workDirectory(Checkout.here());
    }

    /** Keycloak as it comes, started but maybe not ready. */
    public static Site plain(Path directory, String name) {
        return started(Distribution.plain(Checkout.here()), directory, name, Ports.free(), List.of());
    }

    /** Sites with the extension that trust each other, started but maybe not ready. */
    public static List<Site> trusting(Path directory, String... names) {
        var keys = new Keys(directory.resolve("keys"));
        List.of(names).forEach(keys::make);
        var sites = new ArrayList<Site>();
        for (var name : names) {
            int port = Ports.free();
            var peers =
                    List.of(names).stream().filter(peer -> !peer.equals(name)).toList();
            var options = new ArrayList<>(List.of(
                    "--spi-multi-region--default--region=" + name,
                    "--spi-multi-region--default--url=http://127.0.0.1:" + port,
                    "--spi-multi-region--default--allow-http=true"));
            options.addAll(keys.options(name, keys.trust(name, peers)));
            sites.add(started(Distribution.of(Checkout.here()), directory, name, port, options));
        }
        return sites;
    }

    private static Site started(
            Distribution distribution, Path directory, String name, int port, List<String> options) {
        var home = directory.resolve(name);
        distribution.copyTo(home, "postgres");
        var database = Database.of("postgres", directory.resolve(name + "-database"));
        return new Site(new Region(name, home, database, port, options).start());
    }

    public Site awaitReady() {
        region.awaitReady();
        return this;
    }

    public String name() {
        return region.name();
    }

    public URI url() {
        return region.url();
    }

    public Database database() {
        return region.database();
    }

    /** The process id of the server. */
    public long pid() {
        return region.pid();
    }

    /** Sends a request as the administrator, and raises unless it goes well. The path starts behind {@code /admin/realms/}. */
    public JsonNode admin(String method, String path, JsonNode body) {
        return admin.attempt(method, path, body).expectSuccess().json();
    }

    /** Sends a request as the administrator, and returns the status of the answer, or 0 if there is none. */
    public int attempt(String method, String path, JsonNode body) {
        try {
            return admin.attempt(method, path, body).status();
        } catch (RuntimeException e) {
            return 0;
        }
    }

    /** Gives the role of primary for a realm to another site. Returns what this one says of it. */
    public JsonNode switchover(String realm, Site to) {
        return new Replication(admin, realm)
                .switchover(to.name(), "not-flapping")
                .expect(200)
                .json();
    }

    /** Takes the role without the primary's help. Returns what this site says of it. */
    public JsonNode failover(String realm) {
        return new Replication(admin, realm)
                .failover("primary-silent", "not-flapping")
                .expect(200)
                .json();
    }

    /** Waits until this site writes to a realm and another one follows it. */
    public void awaitPrimary(String realm, Site secondary, Duration deadline) {
        var here = new Replication(admin, realm);
        var there = new Replication(secondary.admin, realm);
        Await.upTo(deadline, region.name() + " is the primary and " + secondary.name() + " follows")
                .every(Duration.ofMillis(200))
                .until(
                        () -> here.writable()
                                && there.role().equals("SECONDARY")
                                && there.epoch() == here.epoch()
                                && here.level(secondary.name()),
                        () -> here.lastSeen() + "\n" + there.lastSeen());
    }

    /** HAProxy in front of this site and another one, once it knows the primary. */
    public HaProxy proxy(String realm, Site other, Path directory) {
        return HaProxy.start(realm, region.port(), other.region.port(), directory.resolve("haproxy.log"))
                .awaitPrimary();
    }

    /** Creates something as the administrator and returns its id. */
    public String create(String path, JsonNode body) {
        return admin.create(path, body);
    }

    /** Makes a realm of this site live in another one, and returns how long it took until the copy served. */
    public Duration replicate(String realm, Site secondary, Duration deadline) {
        return replicate(realm, secondary, secondary.url(), deadline);
    }

    /** The same. @param way by which the other one is reached */
    public Duration replicate(String realm, Site secondary, URI way, Duration deadline) {
        long started = System.nanoTime();
        new Replication(admin, realm).replicate(secondary.region, way.toString(), deadline);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** How many resources differ between here and the replicas of a realm. */
    public int differences(String realm) {
        return new Replication(admin, realm).differences();
    }

    /** Waits until a replica has all that is committed here. */
    public void awaitLevel(String realm, Site secondary, Duration deadline) {
        var replication = new Replication(admin, realm);
        Await.upTo(deadline, secondary.name() + " is level")
                .every(Duration.ofMillis(200))
                .until(() -> replication.level(secondary.name()), replication::lastSeen);
    }

    /** A password sign-in; raises unless it goes well. */
    public void signIn(String realm, String client, String secret, String user, String password) {
        new SignIn(region.url(), realm, client, secret).attempt(user, password).expect(200);
    }

    /** A token for a client itself; raises unless it gets one. */
    public void clientCredentials(String realm, String client, String secret) {
        new SignIn(region.url(), realm, client, secret).clientCredentials();
    }

    /** Reads a realm's JWKS; raises unless it has keys. */
    public void publicKeys(String realm) {
        var keys = new SignIn(region.url(), realm, "none", null)
                .get("/protocol/openid-connect/certs")
                .expect(200)
                .json();
        if (keys.path("keys").isEmpty()) {
            throw new IllegalStateException("The realm " + realm + " has no keys: " + keys);
        }
    }

    /** Waits until all secrets of a realm are sealed at rest. */
    public void awaitSealed(String realm, Duration deadline) {
        new Replication(admin, realm).awaitSealing("SEALED", 1, deadline);
    }

    /** Writes a realm with its users to a directory: {@code kc.sh export}, while the server runs. */
    public void export(String realm, Path directory) {
        command(new KeycloakCommand(region.home()).export(arguments("--dir=" + directory, "--realm=" + realm)));
    }

    /** Reads what an export has written into this site's database: {@code kc.sh import}, while the server runs. */
    public void importFrom(Path directory) {
        command(new KeycloakCommand(region.home()).importing(arguments("--dir=" + directory)));
    }

    private List<String> arguments(String... first) {
        var arguments = new ArrayList<>(List.of(first));
        arguments.add("--http-management-port=" + Ports.free());
        arguments.addAll(region.database().options());
        return arguments;
    }

    private void command(List<String> line) {
        Shell.in(region.home()).run(line);
    }

    public void start() {
        region.start().awaitReady();
    }

    /** Ends the server without a chance to tidy up (SIGKILL), not its database. */
    public void kill() {
        region.kill();
    }

    /** Has the server do nothing until it thaws (SIGSTOP). */
    public void freeze() {
        region.freeze();
    }

    public void thaw() {
        region.thaw();
    }

    /** Ends the server, not its database. */
    public void stop() {
        region.stop();
    }

    @Override
    public void close() {
        region.stop();
        region.close();
    }
}
