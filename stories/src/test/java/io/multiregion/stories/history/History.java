package io.multiregion.stories.history;

import io.multiregion.lab.client.Answer;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was done to one realm, by whom and with which outcome, in order. It judges promises D and E: one writer per epoch, no
 * acknowledged write that is neither there nor listed as a divergence, none that was refused and is there. And whoever asked for a
 * switchover was told what came of it.
 */
public final class History {

    private final long started = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Set<Long> endedByPlan = new HashSet<>();
    private final List<String> unexplained = new ArrayList<>();

    synchronized void add(Attempt attempt) {
        attempts.add(attempt);
        var epochs = attempt.before() == attempt.after()
                ? "epoch " + attempt.before()
                : "epoch " + attempt.before() + " to " + attempt.after();
        note(attempt.region() + " " + attempt.outcome() + " " + attempt.name() + " in " + epochs
                + (attempt.acknowledged() ? "" : ": " + shortened(attempt.answer())));
    }

    /** Something else that happened. */
    public synchronized void note(String what) {
        lines.add("%7.3f s  %s".formatted((System.nanoTime() - started) / 1e9, what));
    }

    /** A switchover that went well has ended an epoch: nothing of it may be lost. */
    public synchronized void switchover(Answer answer) {
        note("switchover: " + answer.status() + " " + shortened(answer.text()));
        if (answer.status() == 200 && answer.json().path("changed").asBoolean()) {
            endedByPlan.add(answer.json().path("oldEpoch").asLong());
        }
        if (answer.status() == 500) {
            unexplained.add("a switchover ended without a reason: " + answer.text());
        }
    }

    public synchronized long acknowledged() {
        return attempts.stream().filter(Attempt::acknowledged).count();
    }

    public synchronized long acknowledged(Region region) {
        return attempts.stream()
                .filter(attempt -> attempt.acknowledged() && attempt.region().equals(region.name()))
                .count();
    }

    /** Waits until a region has acknowledged so many writes more. */
    public void awaitMore(Region region, int writes) {
        long target = acknowledged(region) + writes;
        Await.upTo(Duration.ofSeconds(30), region.name() + " has acknowledged " + writes + " writes more")
                .until(() -> acknowledged(region) >= target, this::end);
    }

    /**
     * The promises that did not hold.
     *
     * @param present the users that are there now
     * @param divergent the names of all resources that were listed as divergences
     */
    public synchronized List<String> broken(Set<String> present, Set<String> divergent) {
        var broken = new ArrayList<>(unexplained);
        writers().forEach((epoch, regions) -> {
            if (regions.size() > 1) {
                broken.add("epoch " + epoch + " had more than one writer: " + regions);
            }
        });
        for (var attempt : attempts) {
            boolean there = present.contains(attempt.name());
            boolean listed = divergent.contains(attempt.name());
            if (attempt.acknowledged() && !there && endedByPlan.contains(attempt.epoch())) {
                broken.add("lost though its epoch was ended by a switchover: " + attempt);
            } else if (attempt.acknowledged() && !there && !listed) {
                broken.add("lost and not listed: " + attempt);
            } else if (attempt.outcome() == Attempt.Outcome.REFUSED && (there || listed)) {
                broken.add("refused, but written: " + attempt);
            }
        }
        return broken;
    }

    public synchronized String all() {
        return String.join("\n", lines);
    }

    private synchronized String end() {
        return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private Map<Long, Set<String>> writers() {
        var writers = new TreeMap<Long, Set<String>>();
        for (var attempt : attempts) {
            if (attempt.acknowledged() && attempt.epoch() > 0) {
                writers.computeIfAbsent(attempt.epoch(), epoch -> new TreeSet<>())
                        .add(attempt.region());
            }
        }
        return writers;
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
