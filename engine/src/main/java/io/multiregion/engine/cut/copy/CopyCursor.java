package io.multiregion.engine.cut.copy;

import io.multiregion.engine.message.batch.Batch;

/**
 * Where a copy of a realm stands: all stages before {@code stage} are copied, and of that one all resources up to {@code lastId} in the
 * order of the primary's database: no other region goes on from it. Written as {@code stage:lastId}, after {@link Batch#COPY_OVER} if it
 * goes over an older copy.
 *
 * @param over whether it goes over an older copy
 */
public record CopyCursor(int stage, String lastId, boolean over) {

    /** Where the chunks of a copy over an older one begin, once all is gone that the primary does not have. */
    public static final CopyCursor SWEPT = new CopyCursor(0, "", true);

    public static CopyCursor parse(String text) {
        if (text.equals(Batch.COPY_START)) {
            return new CopyCursor(0, "", false);
        }
        boolean over = Batch.isOver(text);
        String place = over ? text.substring(Batch.COPY_OVER.length()) : text;
        int colon = place.indexOf(':');
        return new CopyCursor(Integer.parseInt(place.substring(0, colon)), place.substring(colon + 1), over);
    }

    /** Further on, in the same copy. */
    CopyCursor to(int nextStage, String nextId) {
        return new CopyCursor(nextStage, nextId, over);
    }

    @Override
    public String toString() {
        return (over ? Batch.COPY_OVER : "") + stage + ":" + lastId;
    }
}
