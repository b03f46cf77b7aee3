package io.multiregion.engine.message;

import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.seal.header.MessageType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * DIGEST: what a primary asks of the rows of a secondary at the position in the header. The regions' databases may order texts
 * differently: a page is one in the order of the region that has it, and names its resources.
 *
 * <p>The forms are told apart by their fields: one without {@code kind} is about whole kinds, one with {@code ids} about those.
 *
 * @param <A> the answer
 */
public sealed interface Question<A extends Answer.Done> extends Request {

    /** More resources do not go in one question, or in its answer: an id has 255 letters at most, so either fits in a message. */
    int MOST = 5_000;

    /** What is answered. */
    Class<A> answer();

    @Override
    default MessageType type() {
        return MessageType.DIGEST;
    }

    /** What a repair says of itself, so that a copy that was doubted knows when it is level. */
    enum Repair {
        /** Comparing begins; what differs will be mended. */
        BEGUN,
        /** What differed was shipped. */
        DONE
    }

    /**
     * One digest of each of some kinds, by its name. A kind that has more than {@value #MOST} resources there is left out.
     *
     * @param kinds which
     * @param repair whether what differs is mended; absent in a mere comparison
     */
    record Kinds(List<Kind> kinds, Optional<Repair> repair) implements Question<Answer.Digests> {

        public Kinds {
            kinds = List.copyOf(kinds);
        }

        @Override
        public Class<Answer.Digests> answer() {
            return Answer.Digests.class;
        }
    }

    /**
     * The digests of some resources, of those of them that are there, by their ids. If all together equal what is here, none is named.
     *
     * @param kind the kind of all of them
     * @param ids their ids, {@value #MOST} at most
     * @param sum the digest here of all of them together
     */
    record Resources(Kind kind, List<String> ids, Optional<Digest> sum) implements Question<Answer.Digests> {

        public Resources {
            ids = List.copyOf(ids);
        }

        @Override
        public Class<Answer.Digests> answer() {
            return Answer.Digests.class;
        }
    }

    /**
     * Which resources come next, in the secondary's own order.
     *
     * @param kind the kind to go on in; where nothing of it is left, the kinds after it
     * @param after the id to go on from; empty before the first
     * @param most how many, {@value #MOST} at most
     */
    record Next(Kind kind, String after, int most) implements Question<Answer.Page> {
        @Override
        public Class<Answer.Page> answer() {
            return Answer.Page.class;
        }
    }

    /** One digest of each of these kinds. */
    static Kinds kinds(Collection<Kind> kinds) {
        return new Kinds(List.copyOf(kinds), Optional.empty());
    }

    /** The same, as a part of a repair. */
    static Kinds kinds(Collection<Kind> kinds, Repair repair) {
        return new Kinds(List.copyOf(kinds), Optional.of(repair));
    }

    /** One digest of each of these resources. */
    static Resources digests(Kind kind, List<String> ids) {
        return new Resources(kind, ids, Optional.empty());
    }

    /** The same, unless all of them together have this digest. */
    static Resources digests(Kind kind, List<String> ids, Digest unless) {
        return new Resources(kind, ids, Optional.of(unless));
    }

    /** Which resources come next. */
    static Next next(Kind kind, String after, int most) {
        return new Next(kind, after, most);
    }
}
