package io.multiregion.command;

import io.multiregion.command.say.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was asked on the command line. What says where and who may come from the environment as well: {@code --login-realm} is {@code
 * KC_REGIONS_LOGIN_REALM} there. What is secret comes from the environment or a file only, as all users of a machine see its command lines.
 */
final class Arguments {

    private static final Set<String> SECRETS = Set.of("password", "secret", "token", "truststore-password");
    private static final Set<String> COMMON = Set.of(
            "url",
            "realm",
            "login-realm",
            "client",
            "user",
            "password-file",
            "secret-file",
            "token-file",
            "ca",
            "truststore",
            "timeout");
    private static final Set<String> ALWAYS = Set.of("format", "allow-http");
    private static final Set<String> FLAGS = Set.of("allow-http", "watch", "yes", "preview", "repair", "help");
    private static final Map<String, Set<String>> OWN = Map.of(
            "status", Set.of("watch", "every", "lag-warning", "lag-critical"),
            "switchover", Set.of("to", "override", "reason", "yes"),
            "failover", Set.of("override", "reason", "yes", "preview"),
            "verify", Set.of("repair", "longest"));

    private final String command;
    private final Map<String, List<String>> given = new HashMap<>();
    private final Map<String, String> environment;

    private Arguments(String command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    /** @throws FailedException if it can't be understood */
    static Arguments of(List<String> words, Map<String, String> environment) {
        if (words.isEmpty() || !OWN.containsKey(words.get(0))) {
            throw FailedException.asked("say what to do: status, switchover, failover or verify; --help says more");
        }
        Arguments arguments = new Arguments(words.get(0), environment);
        for (int at = 1; at < words.size(); at++) {
            String[] word = words.get(at).split("=", 2);
            String name = arguments.known(word[0]);
            if (FLAGS.contains(name) && word.length == 2) {
                throw FailedException.asked("--" + name + " takes no value");
            } else if (FLAGS.contains(name)) {
                arguments.give(name, "true");
            } else if (word.length == 2) {
                arguments.give(name, word[1]);
            } else if (at + 1 < words.size()) {
                arguments.give(name, words.get(++at));
            } else {
                throw FailedException.asked("--" + name + " needs a value");
            }
        }
        return arguments;
    }

    private String known(String word) {
        String name = word.startsWith("--") ? word.substring(2) : "";
        if (SECRETS.contains(name)) {
            throw FailedException.asked(
                    "a secret is not taken from the command line, where all users of this machine can"
                            + " read it: set " + variable(name)
                            + (name.startsWith("trust") ? "" : ", or name a file by --" + name + "-file"));
        }
        if (COMMON.contains(name) || OWN.get(command).contains(name) || ALWAYS.contains(name)) {
            return name;
        }
        throw FailedException.asked(command + " does not know " + word.split("=")[0] + "; --help says what it knows");
    }

    private void give(String name, String value) {
        given.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }

    String command() {
        return command;
    }

    boolean has(String flag) {
        return given.containsKey(flag);
    }

    /** All values of an option that may be given several times, with commas or without. */
    List<String> all(String name) {
        return given.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .toList();
    }

    Optional<String> value(String name) {
        List<String> values = given.getOrDefault(name, List.of());
        return values.isEmpty()
                ? Optional.ofNullable(COMMON.contains(name) ? environment.get(variable(name)) : null)
                        .filter(value -> !value.isBlank())
                : Optional.of(values.get(values.size() - 1));
    }

    String require(String name) {
        return value(name)
                .orElseThrow(() -> FailedException.asked("--" + name + " is missing (or " + variable(name) + ")"));
    }

    long number(String name, long otherwise) {
        try {
            return value(name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw FailedException.asked("--" + name + " is a number of seconds");
        }
    }

    /** Something secret: what a file has, else what the environment has. */
    Optional<String> secret(String name) {
        Optional<String> file = value(name + "-file");
        if (file.isEmpty()) {
            return Optional.ofNullable(environment.get(variable(name))).filter(value -> !value.isEmpty());
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get())).strip());
        } catch (IOException e) {
            throw FailedException.asked("the file " + file.get() + " of --" + name + "-file cannot be read");
        }
    }

    private static String variable(String name) {
        return "KC_REGIONS_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
