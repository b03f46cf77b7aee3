package io.multiregion.engine.message;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.seal.header.MessageType;
import java.util.List;

/**
 * DIGEST: what a primary asks of the rows of a secondary at the position in the header. The regions' databases may order texts
 * differently: a page is one in the order of the region that has it, and names its resources.
 *
 * <p>The forms are told apart by their fields: one without {@code kind} is about all kinds, one with {@code ids} about those.
 *
 * @param <A> the answer
 */
public sealed interface Question<A extends Answer.Done> extends Request {

    /** More resources do not go in one question, or in its answer. */
    int MOST = 10_000;

    /** What is answered. */
    Class<A> answer();

    @Override
    default MessageType type() {
        return MessageType.DIGEST;
    }

    /**
     * One digest of each kind, by its name.
     *
     * @param repair whether what differs will be mended, so that the copy is known to be level after it
     */
    record Kinds(boolean repair) implements Question<Answer.Digests> {
        @Override
        public Class<Answer.Digests> answer() {
            return Answer.Digests.class;
        }
    }

    /**
     * The digests of some resources, of those of them that are there, by their ids.
     *
     * @param kind the kind of all of them
     * @param ids their ids, {@value #MOST} at most
     */
    record Resources(Kind kind, List<String> ids) implements Question<Answer.Digests> {

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

    /** One digest of each kind. */
    static Kinds kinds(boolean repair) {
        return new Kinds(repair);
    }

    /** One digest of each of these resources. */
    static Resources digests(Kind kind, List<String> ids) {
        return new Resources(kind, ids);
    }

    /** Which resources come next. */
    static Next next(Kind kind, String after, int most) {
        return new Next(kind, after, most);
    }
}
