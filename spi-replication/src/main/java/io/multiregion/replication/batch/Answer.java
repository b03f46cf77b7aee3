package io.multiregion.replication.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.replication.digest.Digest;
import java.util.Map;

/**
 * A secondary's answer. Its position travels in the header.
 *
 * @param outcome what became of the message
 * @param error what to do about it, unless the outcome is OK
 * @param copyCursor the copy cursor that the secondary has reached
 * @param digests the answer to DIGEST, by kind or by resource id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(Outcome outcome, String error, String copyCursor, Map<String, Digest> digests) {

    /** What became of a message. */
    public enum Outcome {
        /** Done, or done before. */
        OK,
        /** It builds on a position or copy cursor that was not reached: ship from the ones in this answer. */
        GAP,
        /** The sender's epoch is over. */
        STALE_EPOCH,
        /** The schemas differ: upgrade the secondary first. Nothing was applied. */
        SCHEMA,
        /** It can't be done here; {@code error} says why. */
        REFUSED,
        /** It failed here, and may succeed later. */
        FAILED
    }

    public static Answer ok(String copyCursor) {
        return new Answer(Outcome.OK, null, copyCursor, null);
    }

    public static Answer of(Outcome outcome, String error) {
        return new Answer(outcome, error, null, null);
    }
}
