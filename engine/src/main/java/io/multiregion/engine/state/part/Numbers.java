package io.multiregion.engine.state.part;

/**
 * The numbers of orders on a secondary, in the stream that feeds it.
 *
 * @param taken the highest one that was taken
 * @param calledOff no switchover that was ordered under this number or a lower one happens any more
 * @param now by the clock, which numbers of orders keep up with, in milliseconds since 1970
 */
public record Numbers(long taken, long calledOff, long now) {

    /** Whether the number of an order is within {@link Reach} of those that were taken, or of the clock. */
    public boolean reach(long control) {
        return control >= 0 && Reach.ORDER.covers(Math.max(taken, now), control);
    }

    public boolean isCalledOff(long control) {
        return control <= calledOff;
    }
}
