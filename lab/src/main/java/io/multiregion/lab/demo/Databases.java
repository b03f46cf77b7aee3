package io.multiregion.lab.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of database that a demo's regions have, as {@code kc.sh build --db} calls them. */
record Databases(String eu, String us) {

    static final String KINDS = "postgres|mariadb|dev-file";

    private static final Map<String, String> NAMES =
            Map.of("postgres", "PostgreSQL", "mariadb", "MariaDB", "dev-file", "H2");

    private static final String OPTION = "--databases";

    /** Takes what an option says of them out of some arguments; empty if that can't be understood. */
    static Optional<Databases> taken(List<String> arguments) {
        int at = arguments.indexOf(OPTION);
        if (at < 0) {
            return Optional.of(new Databases("postgres", "dev-file"));
        }
        arguments.remove(at);
        if (at == arguments.size()) {
            return Optional.empty();
        }
        var kinds = List.of(arguments.remove(at).split(","));
        return kinds.size() == 2 && NAMES.keySet().containsAll(kinds)
                ? Optional.of(new Databases(kinds.get(0), kinds.get(1)))
                : Optional.empty();
    }

    /** What people call a kind. */
    static String named(String kind) {
        return NAMES.get(kind);
    }
}
