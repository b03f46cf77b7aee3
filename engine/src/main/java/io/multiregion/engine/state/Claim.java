package io.multiregion.engine.state;

/**
 * That a region is a realm's primary since an epoch. Two regions may be told to take over at once while they can't reach each
 * other: then both claim the same epoch, and the name decides, the same way everywhere.
 */
public record Claim(long epoch, String region) {

    public boolean outranks(Claim other) {
        return epoch != other.epoch ? epoch > other.epoch : region.compareTo(other.region) < 0;
    }
}
