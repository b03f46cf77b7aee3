package io.multiregion.command;

import io.multiregion.command.act.Act;
import io.multiregion.command.act.Bounds;
import io.multiregion.command.act.Move;
import io.multiregion.command.act.Status;
import io.multiregion.command.act.Verify;
import io.multiregion.command.act.Wish;
import io.multiregion.command.json.Json;
import io.multiregion.command.say.Ending;
import io.multiregion.command.say.FailedException;
import io.multiregion.command.say.Outcome;
import io.multiregion.command.say.Plain;
import io.multiregion.command.server.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does what is asked, and says what came of it. */
final class Program {

    private static final long LAG_WARNING = 10;
    private static final long LAG_CRITICAL = 60;

    private final Map<String, String> environment;
    private final Terminal terminal;

    Program(Map<String, String> environment, Terminal terminal) {
        this.environment = environment;
        this.terminal = terminal;
    }

    /** Returns the exit status. */
    int run(String... words) {
        List<String> given = Arrays.asList(words);
        if (given.isEmpty() || given.contains("--help") || given.contains("-h")) {
            terminal.say(usage());
            return (given.isEmpty() ? Ending.UNKNOWN : Ending.OK).status();
        }
        boolean people = !given.contains("--format=json") && !isPair(given, "--format", "json");
        try {
            Arguments arguments = Arguments.of(given, environment);
            requireFormat(arguments);
            Act act = act(arguments, new Place(arguments).region(), people);
            return arguments.has("watch")
                    ? watch(act, people, Duration.ofSeconds(Math.max(1, arguments.number("every", 2))))
                    : once(act, people).status();
        } catch (FailedException e) {
            return failed(e, people).status();
        }
    }

    private static boolean isPair(List<String> words, String name, String value) {
        int at = words.indexOf(name);
        return at >= 0 && at + 1 < words.size() && words.get(at + 1).equals(value);
    }

    private static void requireFormat(Arguments arguments) {
        String format = arguments.value("format").orElse("text");
        if (!List.of("json", "text").contains(format)) {
            throw FailedException.asked("--format is json or text");
        }
    }

    private Act act(Arguments arguments, Region region, boolean people) {
        Wish wish = Move.requireReason(
                new Wish(arguments.value("to"), arguments.all("override"), arguments.value("reason")));
        return switch (arguments.command()) {
            case "status" ->
                new Status(
                        region,
                        new Bounds(
                                arguments.number("lag-warning", LAG_WARNING),
                                arguments.number("lag-critical", LAG_CRITICAL)),
                        people);
            case "verify" ->
                new Verify(
                        region,
                        arguments.has("repair"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(arguments.number("longest", 3600)));
            case "switchover" -> {
                String to = arguments.require("to");
                yield confirmed(arguments, region, "Make " + to + " the primary of ", Move.switchover(region, wish));
            }
            default -> arguments.has("preview") ? () -> Move.preview(region) : () -> failover(arguments, region, wish);
        };
    }

    /** Who is asked is told first what it means. */
    private Outcome failover(Arguments arguments, Region region, Wish wish) {
        if (!arguments.has("yes") && terminal.person() && !region.realm().equals("master")) {
            terminal.say(Move.preview(region).text());
        }
        return confirmed(
                        arguments,
                        region,
                        "Take over by force, without asking the primary of ",
                        Move.failover(region, wish))
                .perform();
    }

    private Act confirmed(Arguments arguments, Region region, String question, Act act) {
        return () -> {
            if (!arguments.has("yes")) {
                if (!terminal.person()) {
                    throw FailedException.asked("nobody is there to confirm it: add --yes");
                }
                String realm = region.realm();
                if (!terminal.ask(Plain.line(question + realm + "? Type the realm's name: "))
                        .equals(realm)) {
                    throw FailedException.asked("nothing was done, as the realm's name was not typed");
                }
            }
            return act.perform();
        };
    }

    private Ending once(Act act, boolean people) {
        Outcome outcome = act.perform();
        terminal.say(people ? outcome.text() : Plain.json(outcome.json()) + "\n");
        return outcome.ending();
    }

    /** Until it is interrupted. What fails is shown and tried again: the last good word does not stay. */
    private int watch(Act act, boolean people, Duration every) {
        while (true) {
            Ending ending;
            if (people) {
                terminal.clear();
            }
            try {
                ending = once(act, people);
            } catch (FailedException e) {
                ending = failed(e, people);
            }
            try {
                Thread.sleep(every.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ending.status();
            }
        }
    }

    private Ending failed(FailedException failure, boolean people) {
        if (people) {
            terminal.say(Outcome.first(failure.ending(), failure.getMessage()) + "\n");
        } else {
            Map<String, String> said = new LinkedHashMap<>();
            said.put("error", "failed");
            said.put("error_description", failure.getMessage());
            terminal.say(Plain.json(failure.answer() == null ? Json.write(said) : failure.answer()) + "\n");
        }
        return failure.ending();
    }

    private static String usage() {
        try (InputStream in = Program.class.getResourceAsStream("usage.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
