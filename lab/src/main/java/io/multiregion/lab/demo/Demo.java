package io.multiregion.lab.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.client.Totp;
import io.multiregion.lab.database.Database;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.machine.Ports;
import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.Replication;
import io.multiregion.lab.region.SampleRealm;
import io.multiregion.lab.server.Checkout;
import io.multiregion.lab.server.Distribution;
import io.multiregion.lab.server.RegionsCommand;
import io.multiregion.lab.setup.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows a realm of one region living in another, and the role of primary moving. Without arguments both regions are left running; {@code
 * --once} ends them, and its last line is one JSON object; {@code --stop} ends what was left running. {@code --databases mariadb,postgres}
 * says what eu and us keep their rows in.
 */
final class Demo {

    private static final Duration COPYING = Duration.ofSeconds(120);
    private static final Duration VISIBLE = Duration.ofSeconds(30);

    private final Screen screen = new Screen(System.out);
    private final Checkout checkout;
    private final Path directory;
    private final Databases databases;
    private final ObjectNode result = JsonNodeFactory.instance.objectNode();

    private Demo(Checkout checkout, Path directory, Databases databases) {
        this.checkout = checkout;
        this.directory = directory;
        this.databases = databases;
    }

    public static void main(String[] arguments) {
        var checkout = Checkout.here();
        var state = checkout.root().resolve(".demo");
        var left = new LeftRunning(state.resolve("running"));
        var rest = new ArrayList<>(List.of(arguments));
        var databases = Databases.taken(rest);
        switch (databases.isEmpty() || rest.size() > 1 ? "--help" : String.join("", rest)) {
            case "--stop" -> System.out.println(left.stop() ? "Stopped." : "Nothing was running.");
            case "--once" -> System.exit(new Demo(checkout, state.resolve("once"), databases.get()).once() ? 0 : 1);
            case "" -> {
                left.stop();
                new Demo(checkout, state.resolve("kept"), databases.get()).keep(left);
            }
            default -> {
                System.err.println("Usage: ./demo [--once | --stop] [--databases " + Databases.KINDS + ","
                        + Databases.KINDS + "]");
                System.exit(2);
            }
        }
    }

    private boolean once() {
        long started = System.nanoTime();
        var regions = new ArrayList<Region>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> regions.forEach(Region::kill)));
        boolean held = false;
        try {
            held = show(regions);
        } catch (RuntimeException | AssertionError e) {
            screen.problem(e);
        } finally {
            regions.forEach(Region::stop);
            regions.forEach(Region::close);
        }
        result.put("seconds", Duration.ofNanos(System.nanoTime() - started).toSeconds());
        System.out.println(result);
        return held;
    }

    private void keep(LeftRunning left) {
        var regions = new ArrayList<Region>();
        var onInterrupt = new Thread(() -> regions.forEach(Region::kill));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            boolean held = show(regions);
            left.remember(regions);
            screen.goodbye(regions.get(0), regions.get(1));
            System.out.flush();
            // no shutdown hooks, so that the databases live on
            Runtime.getRuntime().halt(held ? 0 : 1);
        } catch (RuntimeException | AssertionError e) {
            screen.problem(e);
            regions.forEach(Region::close);
            System.exit(1);
        }
    }

    /** The story, in order. Returns whether all of it held. */
    private boolean show(List<Region> regions) {
        var eu = region("eu", "us", databases.eu(), Ports.freeOr(8180), regions);
        var us = region("us", "eu", databases.us(), Ports.freeOr(8280), regions);
        screen.step(
                "Starting eu on " + Databases.named(databases.eu()) + " and us on " + Databases.named(databases.us()));
        eu.start();
        us.start();
        eu.awaitReady();
        us.awaitReady();
        screen.done("the page: " + eu.url() + "/admin/master/console/#/acme/multi-region, us " + us.url());
        var realm = new SampleRealm("acme", eu.url().toString(), 200);
        screen.step("Creating the realm acme in eu");
        realm.create(eu.admin());
        screen.done("202 users, clients, roles, groups, an identity provider, an organisation, authorization services");

        return replicate(realm, eu, us)
                & status(realm, eu)
                & signIn(realm, us)
                & signOut(realm, eu, us)
                & changePassword(realm, eu, us)
                & refuseWrite(realm, us)
                & verify(realm, eu)
                & new Moving(screen, result, realm, eu, us).show();
    }

    private boolean replicate(SampleRealm realm, Region eu, Region us) {
        screen.step("Creating the replica in us");
        var replication = new Replication(eu.admin(), realm.name());
        replication.create(us.name(), us.url().toString()).expect(201);
        Await.upTo(COPYING, "us has a copy of " + realm.name())
                .until(
                        () -> {
                            var replica = replication.replica(us.name());
                            screen.progress(
                                    replica.path("copiedResources").asLong(),
                                    replica.path("totalResources").asLong());
                            return replica.path("status").asText().equals("ACTIVE");
                        },
                        replication::lastSeen);
        long copied = replication.replica(us.name()).path("copiedResources").asLong();
        result.put("copiedResources", copied);
        screen.done(copied + " resources copied, the replica is active");
        return copied > 0;
    }

    /** As a monitoring system asks, and somebody at a terminal. */
    private boolean status(SampleRealm realm, Region eu) {
        screen.step("Asking eu how its regions are: kc-regions status");
        var replication = new Replication(eu.admin(), realm.name());
        Await.upTo(VISIBLE, "us is level").until(() -> replication.level("us"), replication::lastSeen);
        var command = RegionsCommand.of(checkout, eu.url(), realm.name(), "master", Region.ADMIN, Region.PASSWORD);
        var ended = command.run("status");
        ended.lines().forEach(screen::detail);
        result.put("statusExit", ended.status());
        screen.done("its exit status is " + ended.status());
        return ended.status() <= 1;
    }

    private boolean signIn(SampleRealm realm, Region us) {
        screen.step("Signing alice in on us");
        var tokens = realm.at(us).password(SampleRealm.USER, SampleRealm.PASSWORD);
        boolean active = realm.at(us).introspect(tokens).path("active").asBoolean();
        result.put("signInOnSecondary", active);
        screen.done("signed in, the issuer is " + tokens.issuer());
        return active;
    }

    /** A second factor, in the region that is read-only; and whoever signs out there has signed out everywhere. */
    private boolean signOut(SampleRealm realm, Region eu, Region us) {
        screen.step("Signing tess in on us with a one-time code, and out again");
        var totp = new Totp("JBSWY3DPEHPK3PXPSHOWNINTHEDEMO00");
        eu.admin()
                .create(
                        realm.name() + "/users",
                        Json.of(
                                "{username:'tess', enabled:true, email:'tess@acme.test', firstName:'T', lastName:'T',"
                                        + " credentials:[{type:'password', value:'tess-secret'}, %s]}",
                                totp.credential()));
        var replication = new Replication(eu.admin(), realm.name());
        Await.upTo(VISIBLE, "us knows her").until(() -> replication.level("us"), replication::lastSeen);
        var tokens = Tokens.of(realm.at(us)
                .token(totp.grant("tess", "tess-secret", 0))
                .expect(200)
                .json());
        Await.upTo(VISIBLE, "eu knows the session")
                .until(() -> realm.at(eu).introspect(tokens).path("active").asBoolean());
        realm.at(us).logout(tokens).expect(204);
        var lag = Await.upTo(VISIBLE, "eu refuses the session")
                .until(() -> realm.at(eu).attemptRefresh(tokens).status() == 400);
        result.put("logoutMillis", lag.toMillis());
        screen.done("eu knew the session, and refuses it " + lag.toMillis() + " ms after she has signed out on us");
        return true;
    }

    private boolean changePassword(SampleRealm realm, Region eu, Region us) {
        screen.step("Changing alice's password on eu");
        realm.password(eu.admin(), SampleRealm.USER, "another-secret");
        var signIn = realm.at(us);
        var lag = Await.upTo(VISIBLE, "us refuses the old password")
                .until(() -> signIn.refuses(SampleRealm.USER, SampleRealm.PASSWORD));
        boolean taken = signIn.attempt(SampleRealm.USER, "another-secret").status() == 200;
        result.put("oldPasswordRefused", taken);
        result.put("lagMillis", lag.toMillis());
        screen.done(
                "us refuses the old one and takes the new one, after " + lag.toMillis() + " ms (a sign-in included)");
        return taken;
    }

    private boolean refuseWrite(SampleRealm realm, Region us) {
        screen.step("Trying to create a user on us");
        var answer = us.admin().attempt("POST", realm.name() + "/users", Json.of("{username:'mallory'}"));
        result.put("refusedWriteStatus", answer.status());
        screen.done(answer.status() + " " + answer.text());
        return answer.status() == 409;
    }

    private boolean verify(SampleRealm realm, Region eu) {
        screen.step("Comparing both regions");
        var replication = new Replication(eu.admin(), realm.name());
        Await.upTo(VISIBLE, "us is level").until(() -> replication.level("us"), replication::lastSeen);
        int differences = replication.differences();
        result.put("verifyDifferences", differences);
        screen.done(differences + " differences");
        return differences == 0;
    }

    private Region region(String name, String peer, String database, int port, List<Region> regions) {
        if (regions.isEmpty()) {
            clean();
        }
        var keys = new Keys(directory.resolve("keys"));
        for (var either : List.of(name, peer)) {
            if (regions.isEmpty()) {
                keys.make(either);
            }
        }
        var home = directory.resolve(name);
        screen.step("Preparing " + name);
        Distribution.of(checkout).copyTo(home, database);
        var options = new ArrayList<>(List.of(
                "--spi-multi-region--default--region=" + name,
                "--spi-multi-region--default--url=http://127.0.0.1:" + port,
                "--spi-multi-region--default--allow-http=true",
                // here one move follows the other at once
                "--spi-multi-region--default--flap-interval=0"));
        options.addAll(keys.options(name, keys.trust(name, List.of(peer))));
        var region =
                new Region(name, home, Database.of(database, directory.resolve(name + "-database")), port, options);
        regions.add(region);
        screen.done("Keycloak with the extension, built for " + database);
        return region;
    }

    private void clean() {
        Shell.in(checkout.root()).run("rm", "-rf", directory.toString());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
