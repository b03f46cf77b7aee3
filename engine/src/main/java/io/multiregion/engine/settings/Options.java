package io.multiregion.engine.settings;

import java.util.Optional;

/** The options that a server was started with. Asked once, before anything runs; does not block. */
@FunctionalInterface
public interface Options {

    /** What was given for an option, as it was given; empty if it was not given. The name has no prefix, like {@code region}. */
    Optional<String> text(String name);
}
