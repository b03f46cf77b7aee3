package io.multiregion.engine.cut;

/**
 * How large one cut may be: it is in memory on both sides, and one transaction on the other one.
 *
 * @param chunk how many resources a chunk of a copy, or a page of a late catching-up, has at most
 * @param changes how many changed resources go to a replica in service as one cut; one that lacks more is far behind
 * @param parts how many parts a cut has at most, unless it is of a single resource
 * @param partBytes a part is ended once it is this large
 */
public record CutBounds(int chunk, int changes, int parts, int partBytes) {

    /**
     * Some megabytes of users and well under a second on either side for a chunk; for a cut of changes, what a small server has memory for
     * and writes in some seconds. A part, compressed and sealed, stays well below Keycloak's limit of 10 MB a request.
     */
    public static final CutBounds USUAL = new CutBounds(2000, 20_000, 6, 4 << 20);
}
