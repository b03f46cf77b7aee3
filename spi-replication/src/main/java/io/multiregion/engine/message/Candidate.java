package io.multiregion.engine.message;

/**
 * Which region is to take over. Payload of READINESS, as JSON: that region says whether it is ready, any other one whether it would follow.
 *
 * @param region its name
 */
public record Candidate(String region) {}
