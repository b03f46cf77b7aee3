package io.multiregion.engine.message;

import java.util.List;

/**
 * What a primary has taken of a secondary's divergences; the answer is what comes next.
 *
 * @param ids the ids of those that were taken
 */
public record Taken(List<String> ids) {}
