package io.multiregion.engine.message;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.engine.digest.Digest;
import java.util.List;
import java.util.Map;

/**
 * An answer to a message. The position that the answering region has reached travels in the header.
 *
 * @param outcome what became of the message
 * @param error what to do about it, unless the outcome is OK
 * @param copyCursor the copy cursor that the secondary has reached
 * @param digests the answer to DIGEST, by kind or by resource id
 * @param primary whom the answering region knows as the realm's primary
 * @param diverged the answer to DIVERGENCES: some of what that region has
 * @param findings the answer to READINESS
 * @param text the answer to PROBE: a token minted there
 * @param page the answer to DIGEST that asks which resources come next; without ids there are no more
 * @param unconfirmed the answer to HEARTBEATS: the ids of the realms whose copy does not stand there
 * @param schema with SCHEMA: what the answering region's replicated tables look like
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer(
        Outcome outcome,
        String error,
        String copyCursor,
        Map<String, Digest> digests,
        Page page,
        Primary primary,
        List<Diverged> diverged,
        List<Finding> findings,
        String text,
        List<String> unconfirmed,
        List<String> schema) {

    /** What became of a message. */
    public enum Outcome {
        /** Done, or done before. */
        OK,
        /** It builds on a position or copy cursor that was not reached: ship from the ones in this answer. */
        GAP,
        /** It stands where the sender thinks, but Keycloak has migrated its database: compare its rows and repair them. */
        COMPARE,
        /** Another region is the primary, by a higher claim. */
        STALE_EPOCH,
        /** That region does not follow the sender yet. */
        NOT_FOLLOWING,
        /** The replicated tables differ: rows wait until they do not. Nothing was applied. */
        SCHEMA,
        /** It can't be done here; {@code error} says why. */
        REFUSED,
        /** Rows that this copy should not have are in the way: it is to be repaired. Nothing was applied. */
        CONFLICT,
        /** It failed here, and may succeed later. So does, as far as this version knows, what a later version has another word for. */
        @JsonEnumDefaultValue
        FAILED
    }

    /** The next resources of one kind. */
    public record Page(String kind, List<String> ids) {}

    /** A realm's primary, as a region knows it. */
    public record Primary(String region, String url, long epoch) {}

    public static Answer ok(String copyCursor) {
        return new Answer(Outcome.OK, null, copyCursor, null, null, null, null, null, null, null, null);
    }

    public static Answer of(Outcome outcome, String error) {
        return new Answer(outcome, error, null, null, null, null, null, null, null, null, null);
    }

    public static Answer gap(String error, String copyCursor) {
        return new Answer(Outcome.GAP, error, copyCursor, null, null, null, null, null, null, null, null);
    }

    public static Answer digests(Map<String, Digest> digests) {
        return new Answer(Outcome.OK, null, null, digests, null, null, null, null, null, null, null);
    }

    public static Answer page(Page page) {
        return new Answer(Outcome.OK, null, null, null, page, null, null, null, null, null, null);
    }

    public static Answer diverged(List<Diverged> diverged) {
        return new Answer(Outcome.OK, null, null, null, null, null, diverged, null, null, null, null);
    }

    public static Answer findings(List<Finding> findings) {
        return new Answer(Outcome.OK, null, null, null, null, null, null, findings, null, null, null);
    }

    public static Answer text(String text) {
        return new Answer(Outcome.OK, null, null, null, null, null, null, null, text, null, null);
    }

    public static Answer unconfirmed(List<String> realmIds) {
        return new Answer(Outcome.OK, null, null, null, null, null, null, null, null, realmIds, null);
    }

    /** @param tables what the answering region's replicated tables look like */
    public static Answer schema(String error, List<String> tables) {
        return new Answer(Outcome.SCHEMA, error, null, null, null, null, null, null, null, null, tables);
    }

    /** The same answer, with whom this region knows as primary. */
    public Answer knowing(Primary primary) {
        return new Answer(
                outcome, error, copyCursor, digests, page, primary, diverged, findings, text, unconfirmed, schema);
    }
}
