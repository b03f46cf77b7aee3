package io.multiregion.engine.cut.copy;

import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.resource.Kind;
import java.util.Optional;

/**
 * How far a secondary's older copy has been looked through for what the primary does not have: all up to {@code after}, in the order of
 * the secondary's database.
 *
 * @param kind the kind of the resource that was looked at last
 * @param after its id
 */
public record SweepCursor(Kind kind, String after) {

    private static final String SWEEP = Batch.COPY_OVER + "sweep:";

    /** Before everything: whether there is an older copy at all is not known yet. */
    public static final SweepCursor START =
            new SweepCursor(Inventory.removable().get(0), "");

    /** What a copy cursor says of it; empty once all has been looked through. */
    public static Optional<SweepCursor> parse(String copyCursor) {
        if (copyCursor.equals(Batch.COPY_START)) {
            return Optional.of(START);
        }
        if (!copyCursor.startsWith(SWEEP)) {
            return Optional.empty();
        }
        String place = copyCursor.substring(SWEEP.length());
        int colon = place.indexOf(':');
        return Optional.of(new SweepCursor(Kind.valueOf(place.substring(0, colon)), place.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return SWEEP + kind + ":" + after;
    }
}
