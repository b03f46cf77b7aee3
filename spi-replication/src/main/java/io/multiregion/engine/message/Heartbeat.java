package io.multiregion.engine.message;

/**
 * What a primary says of a stream when there is nothing to ship. Payload of HEARTBEAT, as JSON. One that is older than what was
 * said before is answered, and not noted.
 *
 * @param sentAt when it was sent, by the primary's clock, in milliseconds since 1970
 * @param levelAt the instant as of which nothing is left to ship, by the same clock; 0 if that is not known
 * @param floor the sequence that all replicas have acknowledged; 0 if that is not known
 */
public record Heartbeat(long sentAt, long levelAt, long floor) {}
