package io.multiregion.replication.cut;

import io.multiregion.replication.batch.Batch;

/**
 * Where the first copy of a realm stands: all stages before {@code stage} are copied, and of that one all resources up to
 * {@code lastId}. Written as {@code stage:lastId}.
 */
record CopyCursor(int stage, String lastId) {

    static CopyCursor parse(String text) {
        if (text.equals(Batch.COPY_START)) {
            return new CopyCursor(0, "");
        }
        int colon = text.indexOf(':');
        return new CopyCursor(Integer.parseInt(text.substring(0, colon)), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return stage + ":" + lastId;
    }
}
