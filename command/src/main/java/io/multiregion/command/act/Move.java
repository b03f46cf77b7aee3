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
import java.util.Locale;
import java.util.stream.Stream;

/** Moves the primary role: a switchover, which loses nothing, or a failover, by force. */
public final class Move implements Act {

    /** Longer than the region itself waits for what a move needs. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final Region region;
    private final String verb;
    private final Wish wish;

    private Move(Region region, String verb, Wish wish) {
        this.region = region;
        this.verb = verb;
        this.wish = wish;
    }

    public static Move switchover(Region region, Wish wish) {
        return new Move(region, "switchover", wish);
    }

    public static Move failover(Region region, Wish wish) {
        return new Move(region, "failover", wish);
    }

    @Override
    public Outcome perform() {
        Answer answer = region.post("/" + verb, Json.write(wish.body()), PATIENCE);
        if (answer.status() == 409) {
            return refused(answer);
        }
        Json json = answer.done().json();
        List<Json> moves = json.at("realms").isThere() ? json.at("realms").list() : List.of(json);
        List<String> lines = moves.stream().map(Move::line).toList();
        long failed = moves.stream().filter(move -> move.at("error").isThere()).count();
        if (failed > 0) {
            return new Outcome(
                    Ending.CRITICAL,
                    failed + " of " + moves.size() + " realms were not moved",
                    List.of(),
                    lines,
                    answer.body());
        }
        return lines.size() == 1
                ? new Outcome(Ending.OK, lines.get(0), figures(moves.get(0)), List.of(), answer.body())
                : new Outcome(Ending.OK, lines.size() + " realms are moved", List.of(), lines, answer.body());
    }

    private static String line(Json move) {
        String realm = move.at("realm").orUnknown();
        if (move.at("error").isThere()) {
            return realm + ": "
                    + move.at("error_description")
                            .text()
                            .orElse(move.at("error").orUnknown());
        }
        String to = move.at("to").orUnknown();
        if (move.at("changed").isFalse()) {
            return realm + ": " + to + " was the primary already, and nothing was changed";
        }
        StringBuilder line = new StringBuilder(realm + ": " + to + " is the primary now, since epoch "
                + move.at("epoch").orUnknown());
        move.at("writePauseMillis").number().ifPresent(millis -> line.append("; writes paused for " + millis + " ms"));
        move.at("heardPosition")
                .text()
                .ifPresent(heard -> line.append("; it had "
                        + move.at("appliedPosition").orUnknown() + " of " + heard + " that "
                        + move.at("from").orUnknown()
                        + " had announced"));
        List<String> skipped =
                move.at("overridden").list().stream().map(Json::orUnknown).toList();
        return line + (skipped.isEmpty() ? "" : "; rules that were skipped: " + String.join(", ", skipped));
    }

    private static List<String> figures(Json move) {
        return move
                .at("writePauseMillis")
                .number()
                .map(millis -> String.format(Locale.ROOT, "write_pause=%.3fs;;;0", millis / 1000.0))
                .stream()
                .toList();
    }

    /** Each rule that refuses has a line of its own, with what to do. */
    private Outcome refused(Answer answer) {
        Json json = answer.json();
        String why = json.at("error_description").text().orElse(json.at("error").orUnknown());
        return new Outcome(
                Ending.CRITICAL,
                region.realm() + ": the " + verb + " was refused: " + why,
                List.of(),
                rules(json.at("rules")),
                answer.body());
    }

    private static List<String> rules(Json rules) {
        return rules.list().stream()
                .filter(rule -> rule.at("holds").isFalse())
                .flatMap(rule -> Stream.concat(
                        Stream.of("  " + rule.at("rule").orUnknown()
                                + (rule.at("overridable").isTrue() ? " (--override skips it): " : ": ")
                                + rule.at("detail").orUnknown()),
                        rule.at("lacks").list().stream().map(lack -> "    lacks " + lack.orUnknown())))
                .toList();
    }

    /** What a failover would mean now: to be read before it is asked for. */
    public static Outcome preview(Region region) {
        Answer answer = region.get("/failover/preview").done();
        Json json = answer.json();
        List<String> more = new ArrayList<>();
        more.add("  applied here       " + json.at("appliedPosition").orUnknown());
        more.add("  last heard of      " + json.at("heardPosition").orUnknown());
        more.add("  primary silent for " + json.at("silentMillis").orUnknown() + " ms");
        more.addAll(rules(json.at("rules")));
        List<String> by =
                json.at("refusedBy").list().stream().map(Json::orUnknown).toList();
        String summary = region.realm() + ": " + json.at("region").orUnknown()
                + (by.isEmpty() ? " may take over" : " may not take over, for " + String.join(", ", by));
        return new Outcome(by.isEmpty() ? Ending.OK : Ending.CRITICAL, summary, List.of(), more, answer.body());
    }

    /** @throws FailedException unless a wish can be asked for */
    public static Wish requireReason(Wish wish) {
        if (!wish.override().isEmpty() && wish.reason().isEmpty()) {
            throw FailedException.asked("--override needs a --reason: it is kept in the audit");
        }
        return wish;
    }
}
