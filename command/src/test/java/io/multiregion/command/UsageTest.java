package io.multiregion.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The help has each option that there is, and no other. */
class UsageTest {

    private static final Pattern OPTION = Pattern.compile("--([a-z][a-z-]+)");
    private static final Pattern QUOTED = Pattern.compile("\"([a-z][a-z-]+)\"");

    @Test
    void theHelpIsComplete() throws Exception {
        Set<String> said =
                found(OPTION, FakeRegion.run(Map.of(), null, "--help").output());
        said.remove("help");
        String source = Files.readString(Path.of("src/main/java/io/multiregion/command/Arguments.java"));
        String sets = source.substring(source.indexOf("COMMON ="), source.indexOf("private final String command"));
        Set<String> known = found(QUOTED, sets);
        known.removeAll(Set.of("status", "switchover", "failover", "verify", "help"));
        assertEquals(known, said);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
