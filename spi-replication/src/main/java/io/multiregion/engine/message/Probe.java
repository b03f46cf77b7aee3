package io.multiregion.engine.message;

import java.util.List;

/**
 * Tokens that only prove that a realm's signing keys work in one region and are known in another: sent with PROBE, and in its answer.
 *
 * @param tokens signed JWTs, one for each active signing key
 */
public record Probe(List<String> tokens) {}
