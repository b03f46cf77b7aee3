package io.multiregion.engine.resource;

/**
 * A place in a realm's stream: the epoch of the primary that assigned it and a sequence that grows with every cut. Ordered by
 * epoch, then sequence; the sequence goes on across epochs, so a later position never has a smaller sequence.
 */
public record Position(long epoch, long sequence) implements Comparable<Position> {

    /** Before everything. */
    public static final Position START = new Position(0, 0);

    public Position {
        if (epoch < 0 || sequence < 0) {
            throw new IllegalArgumentException("a position has no negative parts: " + epoch + ":" + sequence);
        }
    }

    public boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Position other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return epoch + ":" + sequence;
    }
}
