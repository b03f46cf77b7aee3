package io.multiregion.command.act;

import io.multiregion.command.json.Json;
import io.multiregion.command.say.Ending;
import io.multiregion.command.say.FailedException;
import io.multiregion.command.say.Outcome;
import io.multiregion.command.server.Answer;
import io.multiregion.command.server.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compares the copies with the primary, and has mended what differs if that is wanted. */
public final class Verify implements Act {

    private static final int ACCEPTED = 202;

    /** Longer than the region itself waits for the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Region region;
    private final boolean repair;
    private final Duration between;
    private final long until;

    /**
     * @param between how long it is waited between two looks at a comparison that goes on
     * @param longest how long the end is waited for
     */
    public Verify(Region region, boolean repair, Duration between, Duration longest) {
        this.region = region;
        this.repair = repair;
        this.between = between;
        this.until = System.nanoTime() + longest.toNanos();
    }

    @Override
    public Outcome perform() {
        Answer answer = region.post("/verify" + (repair ? "?repair=true" : ""), "", PATIENCE)
                .done();
        while (answer.status() == ACCEPTED && System.nanoTime() < until) {
            pause();
            answer = region.get("/verify").done();
        }
        return outcome(answer);
    }

    private void pause() {
        try {
            Thread.sleep(between.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailedException.asked("interrupted: the comparison goes on in the region");
        }
    }

    private Outcome outcome(Answer answer) {
        Ending ending = Ending.OK;
        List<String> lines = new ArrayList<>();
        List<String> figures = new ArrayList<>();
        for (Json replica : answer.json().at("replicas").list()) {
            Json report = replica.at("report").isThere() ? replica.at("report") : replica;
            String name = replica.at("region").orUnknown();
            long differences = report.at("differences").number().orElse(0L);
            boolean known =
                    answer.status() != ACCEPTED && report.at("differences").isThere();
            ending = ending.orWorse(known ? of(differences, report.at("repair")) : Ending.WARNING);
            lines.add(name + ": " + (known ? found(differences, report) : underway(replica)));
            if (known) {
                figures.add(name + "_differences=" + differences + ";;1;0");
            }
        }
        if (lines.isEmpty()) {
            return new Outcome(
                    Ending.WARNING,
                    region.realm() + ": there is no replica to compare with",
                    List.of(),
                    List.of(),
                    answer.body());
        }
        return new Outcome(ending, region.realm() + ": " + String.join("; ", lines), figures, List.of(), answer.body());
    }

    /** What was mended is over, and somebody should know. */
    private static Ending of(long differences, Json repaired) {
        if (differences == 0) {
            return Ending.OK;
        }
        return repaired.isThere() ? Ending.WARNING : Ending.CRITICAL;
    }

    private static String found(long differences, Json report) {
        String found = differences == 0 ? "no differences" : differences + " resources differ";
        String position = " at " + report.at("position").orUnknown();
        return found
                + position
                + report.at("repair").text().map(what -> ", repair: " + what).orElse("");
    }

    private static String underway(Json replica) {
        return "not done yet"
                + replica.at("error").text().map(error -> ": " + error).orElse("");
    }
}
