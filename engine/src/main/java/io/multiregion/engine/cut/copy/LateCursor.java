package io.multiregion.engine.cut.copy;

import io.multiregion.engine.message.batch.Batch;
import java.util.Optional;

/**
 * Where a replica stands that was far behind and catches up page by page: of what changed past {@code since}, it has all of the stages
 * before {@code stage}, and of that one all up to {@code lastId}, in the order of the primary's database. Written as
 * {@code late:since:stage:length of then:then lastId}.
 *
 * @param since the sequence that it stood at: the journal past it is needed until this is over
 * @param then the copy cursor after it: {@link Batch#COPY_DONE}, or where the copy stood that had come to lack too much
 */
public record LateCursor(long since, int stage, String lastId, String then) {

    /** The first one. */
    public static LateCursor begin(long since, String then) {
        return new LateCursor(since, 0, "", then);
    }

    /** What a copy cursor says of it; empty for any other one. */
    public static Optional<LateCursor> parse(String copyCursor) {
        if (!Batch.isLate(copyCursor)) {
            return Optional.empty();
        }
        String[] places = copyCursor.substring(Batch.COPY_LATE.length()).split(":", 4);
        int then = Integer.parseInt(places[2]);
        return Optional.of(new LateCursor(
                Long.parseLong(places[0]),
                Integer.parseInt(places[1]),
                places[3].substring(then),
                places[3].substring(0, then)));
    }

    /** Further on. */
    LateCursor to(int nextStage, String nextId) {
        return new LateCursor(since, nextStage, nextId, then);
    }

    @Override
    public String toString() {
        return Batch.COPY_LATE + since + ":" + stage + ":" + then.length() + ":" + then + lastId;
    }
}
