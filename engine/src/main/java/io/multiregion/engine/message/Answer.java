package io.multiregion.engine.message;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.message.Heartbeats.Vitals;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.trouble.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer to a message: what was done or found, or why it was not. The position that the answering region has reached travels in the
 * header. Written and read by {@link Messages}; it evolves as a {@link Request} does.
 */
public sealed interface Answer {

    /** What became of a message. */
    enum Outcome {
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

    /** A realm's primary, as a region knows it. */
    record Primary(String region, String url, long epoch) {}

    Outcome outcome();

    /** What to do about it; empty if it was done. */
    default String error() {
        return "";
    }

    /** The copy cursor that the secondary has reached, if the answer tells. */
    default Optional<String> cursor() {
        return Optional.empty();
    }

    /** Whom the answering region knows as the realm's primary, if the answer tells. */
    default Optional<Primary> named() {
        return Optional.empty();
    }

    /** It was done; what was found is what tells these answers apart. */
    sealed interface Done extends Answer {
        @Override
        default Outcome outcome() {
            return Outcome.OK;
        }
    }

    /** There is nothing more to say: to HEARTBEAT, STATUS, DELETE, TERMS, and to a part of a cut that is not its last one. */
    record Ok() implements Done {}

    /** To CREATE, FOLLOW and to the last part of a cut: the copy cursor that the secondary has reached. */
    record Copy(String copyCursor) implements Done {
        @Override
        public Optional<String> cursor() {
            return Optional.of(copyCursor);
        }
    }

    /** To CLAIM, PROMOTE and CANCEL: whom the answering region knows as the realm's primary. */
    record Known(Primary primary) implements Done {
        @Override
        public Optional<Primary> named() {
            return Optional.of(primary);
        }
    }

    /**
     * To {@link Question.Kinds}, by the names of the kinds, and to {@link Question.Resources}, by the ids of those that are there.
     *
     * @param equal whether all resources together are as the question says; then none is named
     * @param pending those of which something is on its way back from there: they have no digest, and may be there or not
     */
    record Digests(Map<String, Digest> digests, boolean equal, List<String> pending) implements Done {
        public Digests {
            digests = Map.copyOf(digests);
            pending = pending == null ? List.of() : List.copyOf(pending);
        }
    }

    /**
     * To {@link Question.Next}: the next resources of one kind.
     *
     * @param ids without any there are no more
     */
    record Page(Kind kind, List<String> ids) implements Done {
        public Page {
            ids = List.copyOf(ids);
        }
    }

    /**
     * To DIVERGENCES: some of what that region has.
     *
     * @param more whether to ask again; it may be that nothing was found yet
     */
    record Divergences(List<Diverged> diverged, boolean more) implements Done {
        public Divergences {
            diverged = List.copyOf(diverged);
        }
    }

    /** To READINESS: what speaks for and against that region. */
    record Findings(List<Finding> findings) implements Done {
        public Findings {
            findings = List.copyOf(findings);
        }
    }

    /** To PROBE: signed JWTs that were minted there, one for each active signing key. */
    record Tokens(List<String> tokens) implements Done {
        public Tokens {
            tokens = List.copyOf(tokens);
        }
    }

    /** To RETURN: from the sequence {@code merged} on all cuts have it. */
    record Merged(long merged) implements Done {}
    /** To HEARTBEAT: it was not noted, since something later was noted before, with this number: the next one must be later. */
    record SaidBefore(long said) implements Done {}

    /** To HEARTBEATS: the ids of the realms whose copy does not stand there. @param vitals to whoever has told its own */
    record Unconfirmed(List<String> unconfirmed, Optional<Vitals> vitals) implements Done {
        public Unconfirmed {
            unconfirmed = List.copyOf(unconfirmed);
        }
    }

    /**
     * It builds on what is not there.
     *
     * @param copyCursor the one that the secondary has reached, if the message was about a copy
     */
    record Gap(String error, Optional<String> copyCursor) implements Answer {
        @Override
        public Outcome outcome() {
            return Outcome.GAP;
        }

        @Override
        public Optional<String> cursor() {
            return copyCursor;
        }
    }

    /**
     * The sender is not the primary.
     *
     * @param primary who is, unless that is only about to be known
     */
    record Stale(String error, Optional<Primary> primary) implements Answer {
        @Override
        public Outcome outcome() {
            return Outcome.STALE_EPOCH;
        }

        @Override
        public Optional<Primary> named() {
            return primary;
        }
    }

    /** The replicated tables differ. @param schema what the answering region's look like */
    record OtherTables(String error, List<String> schema) implements Answer {
        public OtherTables {
            schema = List.copyOf(schema);
        }

        @Override
        public Outcome outcome() {
            return Outcome.SCHEMA;
        }
    }

    /** It was not done, and there is nothing to say but why; {@code trouble} says where, and who can end it, if that is known there. */
    record Undone(Outcome outcome, String error, Optional<Trouble> trouble) implements Answer {
        public Undone {
            Objects.requireNonNull(error, "error");
            trouble = trouble.map(Trouble::told);
            switch (outcome) {
                case OK, GAP, STALE_EPOCH, SCHEMA ->
                    throw new IllegalArgumentException(outcome + " has an answer of its own");
                default -> {}
            }
        }
    }

    static Answer ok() {
        return new Ok();
    }

    static Answer ok(String copyCursor) {
        return new Copy(copyCursor);
    }

    static Answer known(Primary primary) {
        return new Known(primary);
    }

    /** @param outcome one that says nothing but {@code error} */
    static Answer of(Outcome outcome, String error) {
        return new Undone(outcome, error, Optional.empty());
    }

    static Answer of(Outcome outcome, Trouble trouble) {
        return new Undone(outcome, trouble.text(), Optional.of(trouble));
    }

    static Answer refused(String why) {
        return new Undone(Outcome.REFUSED, why, Optional.empty());
    }

    static Answer gap(String error) {
        return new Gap(error, Optional.empty());
    }

    static Answer gap(String error, String copyCursor) {
        return new Gap(error, Optional.of(copyCursor));
    }

    static Answer stale(String error) {
        return new Stale(error, Optional.empty());
    }

    static Answer stale(String error, Primary primary) {
        return new Stale(error, Optional.of(primary));
    }
}
