package io.multiregion.bench;

import io.multiregion.bench.copy.FirstCopy;
import io.multiregion.bench.copy.Lag;
import io.multiregion.bench.key.KeyCost;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.running.Failover;
import io.multiregion.bench.running.Idle;
import io.multiregion.bench.running.Memory;
import io.multiregion.bench.running.Overhead;
import io.multiregion.bench.running.RealmListing;
import io.multiregion.bench.running.SigningIn;
import io.multiregion.lab.setup.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the chapters that are named, or all. Its last line is one JSON object with all figures. */
final class Bench {

    private static final Map<String, Measurement> CHAPTERS = chapters();

    private Bench() {}

    private static Map<String, Measurement> chapters() {
        var chapters = new LinkedHashMap<String, Measurement>();
        chapters.put("lag", new Lag());
        chapters.put("first-copy", new FirstCopy());
        chapters.put("overhead", new Overhead());
        chapters.put("memory", new Memory());
        chapters.put("failover", new Failover());
        chapters.put("keys", new KeyCost());
        chapters.put("idle", new Idle());
        chapters.put("sign-in", new SigningIn());
        chapters.put("realms", new RealmListing());
        return chapters;
    }

    public static void main(String[] arguments) {
        var names = arguments.length == 0 ? List.copyOf(CHAPTERS.keySet()) : List.of(arguments);
        if (!CHAPTERS.keySet().containsAll(names)) {
            System.err.println("Usage: ./bench " + CHAPTERS.keySet());
            System.exit(2);
        }
        var report = new Report(System.out);
        boolean measured = true;
        for (var name : names) {
            System.out.println("» " + name);
            measured &= measure(CHAPTERS.get(name), report);
        }
        report.finish();
        System.exit(measured ? 0 : 1);
    }

    /** What fails keeps the other chapters from nothing. */
    private static boolean measure(Measurement chapter, Report report) {
        try {
            chapter.run(Site.workDirectory(), report);
            return true;
        } catch (Exception | AssertionError e) {
            e.printStackTrace(System.out);
            return false;
        }
    }
}
