package io.multiregion.engine.message;

/**
 * What a safety rule found.
 *
 * @param rule the name of the rule
 * @param holds whether it allows a failover
 * @param overridable whether an operator may go on all the same
 * @param detail what was found and, unless it holds, what to do
 */
public record Finding(String rule, boolean holds, boolean overridable, String detail) {}
