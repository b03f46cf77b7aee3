package io.multiregion.engine.message;

import java.util.List;

/**
 * What a safety rule found.
 *
 * @param rule the name of the rule
 * @param holds whether it allows a failover
 * @param overridable whether an operator may go on all the same
 * @param detail what was found and, unless it holds, what to do
 * @param lacks what a region does not have, if that is why it does not hold, each in words that are the same in all regions
 * @param warnings what does not speak against a move, and somebody should know before it
 */
public record Finding(
        String rule, boolean holds, boolean overridable, String detail, List<String> lacks, List<String> warnings) {

    public Finding {
        lacks = lacks == null ? List.of() : List.copyOf(lacks);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    public Finding(String rule, boolean holds, boolean overridable, String detail) {
        this(rule, holds, overridable, detail, null, null);
    }
}
