package io.multiregion.bench.running;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.bench.load.BenchRealm;
import io.multiregion.bench.load.Rounds;
import io.multiregion.bench.load.Throughput;
import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Samples;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Tokens;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.network.Link;
import io.multiregion.lab.setup.Site;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Signing in on a secondary: against the same Keycloak without our JARs, in turns, while the primary is down, so that only the secondary's
 * own work counts; how much of what that writes the way back carries; how soon a logout there is one on the primary; and what writers
 * wait for who ask for a second region, over a link of 50 ms round trip.
 */
public final class SigningIn implements Measurement {

    private static final Duration SETTLED = Duration.ofMinutes(5);
    private static final Duration HALF_WAY = Duration.ofMillis(25);
    private static final int USERS = 100;
    private static final int SAMPLES = 20;
    private static final int CARRIED = 500;
    private static final String REALM = "acme";
    private static final JsonNode BY_ONE = Json.of("{replicas:1, timeoutMillis:2000, policy:'warn'}");

    @Override
    public void run(Path directory, Report report) throws Exception {
        var clients = Executors.newCachedThreadPool();
        var sites = Site.trusting(directory, "eu", "us");
        try (var eu = sites.get(0);
                var us = sites.get(1);
                var far = Link.to(us.url().getPort());
                var plain = Site.plain(directory, "plain")) {
            sites.forEach(Site::awaitReady);
            plain.awaitReady();
            var primary = prepared(eu);
            var theirs = prepared(plain);
            eu.replicate(REALM, us, far.url(), SETTLED);
            eu.awaitLevel(REALM, us, SETTLED);
            eu.stop();
            compare(new BenchRealm(us, REALM), theirs, new Throughput(clients), report);
            eu.start();
            eu.awaitReady();
            carried(eu, us, report);
            loggedOut(at(eu), at(us), report);
            confirmed(eu, primary, far, report);
        } finally {
            clients.shutdownNow();
        }
    }

    private static BenchRealm prepared(Site site) {
        var realm = new BenchRealm(site, REALM).create();
        for (int i = 0; i < USERS; i++) {
            realm.user("known" + i);
        }
        return realm;
    }

    private static SignIn at(Site site) {
        return new SignIn(site.url(), REALM, BenchRealm.CLIENT, BenchRealm.SECRET);
    }

    private static void compare(BenchRealm ours, BenchRealm theirs, Throughput throughput, Report report)
            throws Exception {
        BiConsumer<BenchRealm, Long> signingIn = (realm, number) -> realm.signIn("known" + number % USERS);
        report.add(
                Rounds.compared("sign-ins-per-s-on-a-secondary", ours, theirs, throughput, signingIn, "ratio >= 0.97"));
        var sessions = List.of(sessions(ours.site()), sessions(theirs.site()));
        BiConsumer<BenchRealm, Long> refreshing = (realm, number) -> {
            var known = sessions.get(realm == ours ? 0 : 1);
            at(realm.site()).refresh(known.get((int) (number % known.size())));
        };
        report.add(Rounds.compared(
                "refreshes-per-s-on-a-secondary", ours, theirs, throughput, refreshing, "ratio >= 0.97"));
    }

    private static List<Tokens> sessions(Site site) {
        var tokens = new ArrayList<Tokens>();
        for (int i = 0; i < USERS; i++) {
            tokens.add(at(site).password("known" + i, BenchRealm.PASSWORD));
        }
        return tokens;
    }

    /** What is refreshed while the primary is frozen goes back at once when it thaws. */
    private static void carried(Site eu, Site us, Report report) {
        var sessions = new ArrayList<Tokens>();
        for (int i = 0; i < CARRIED; i++) {
            sessions.add(at(us).password("known" + i % USERS, BenchRealm.PASSWORD));
        }
        Await.upTo(SETTLED, "all is given back").until(() -> waiting(us) == 0);
        eu.freeze();
        sessions.forEach(at(us)::refresh);
        Await.upTo(SETTLED, "all is noted").until(() -> waiting(us) == CARRIED);
        eu.thaw();
        var taken = Await.upTo(SETTLED, "all is given back")
                .every(Duration.ofMillis(10))
                .until(() -> waiting(us) == 0);
        report.add(Figure.alone(
                "sessions-given-back-per-s", CARRIED / (taken.toNanos() / 1e9), CARRIED + " sessions at once"));
    }

    private static long waiting(Site site) {
        try (var connection = site.database().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select count(distinct RESOURCE_ID) from MR_RETURN where COVERED is null")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void loggedOut(SignIn eu, SignIn us, Report report) {
        var samples = new ArrayList<Double>();
        for (int i = 0; i < SAMPLES; i++) {
            var tokens = us.password("known" + i, BenchRealm.PASSWORD);
            Await.upTo(SETTLED, "eu knows the session")
                    .until(() -> eu.attemptRefresh(tokens).status() == 200);
            us.logout(tokens).expect(204);
            var lag = Await.upTo(SETTLED, "eu refuses the session")
                    .every(Duration.ofMillis(5))
                    .until(() -> eu.attemptRefresh(tokens).status() == 400);
            samples.add(lag.toNanos() / 1e6);
        }
        var lags = Samples.of(samples);
        report.remark("from the logout on us to the refusal on eu: worst of %d %.0f ms", lags.size(), lags.worst());
        report.add(
                Figure.alone("logout-everywhere-p50-ms", lags.median(), "the lag, a refresh that is refused included"));
    }

    private static void confirmed(Site eu, BenchRealm realm, Link far, Report report) {
        far.delay(HALF_WAY);
        double alone = written(realm, "alone");
        eu.admin("PUT", REALM + "/multi-region/replicas/semiSync", BY_ONE);
        double confirmed = written(realm, "confirmed");
        report.add(Figure.of("semi-synchronous-write-p50-ms", confirmed, alone, "50 ms and the lag more"));
    }

    private static double written(BenchRealm realm, String prefix) {
        var samples = new ArrayList<Double>();
        for (int i = 0; i < SAMPLES; i++) {
            long started = System.nanoTime();
            realm.bareUser(prefix + i);
            samples.add((System.nanoTime() - started) / 1e6);
        }
        return Samples.of(samples).median();
    }
}
