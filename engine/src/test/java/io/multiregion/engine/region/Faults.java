package io.multiregion.engine.region;

import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.seal.header.MessageId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What becomes of messages on their way, whatever carries them: one after the other has the next fate. */
final class Faults {

    /** Of one message. */
    enum Fate {
        PASSES,
        LOST,
        ANSWER_LOST,
        TWICE,
        TAMPERED,
        /** It comes after one that was sent later; its sender has no answer. */
        LATE
    }

    private static final List<Fate> BAD = List.of(
            Fate.PASSES,
            Fate.TWICE,
            Fate.PASSES,
            Fate.TAMPERED,
            Fate.PASSES,
            Fate.PASSES,
            Fate.LATE,
            Fate.PASSES,
            Fate.LOST,
            Fate.PASSES,
            Fate.PASSES,
            Fate.ANSWER_LOST);

    private final List<Parcel> late = new ArrayList<>();
    private final Set<Fate> had = EnumSet.noneOf(Fate.class);
    private int count = -1;

    /** From now on, until {@link #end}. */
    synchronized void begin() {
        count = 0;
    }

    synchronized void end() {
        count = -1;
    }

    /** All that messages have met. */
    synchronized Set<Fate> had() {
        return EnumSet.copyOf(had);
    }

    /** How many messages have met something. */
    synchronized int met() {
        return count;
    }

    synchronized Fate next() {
        Fate fate = count < 0 ? Fate.PASSES : BAD.get(count++ % BAD.size());
        had.add(fate);
        return fate;
    }

    synchronized void keep(Parcel parcel) {
        late.add(parcel);
    }

    /** Those that were kept, to be delivered now. */
    synchronized List<Parcel> late() {
        List<Parcel> all = List.copyOf(late);
        late.clear();
        return all;
    }

    static Parcel tampered(Parcel parcel) {
        byte[] message = parcel.message().clone();
        message[message.length / 2] ^= 1;
        return new Parcel(parcel.id(), parcel.announcement(), message);
    }

    static Parcel again(Parcel parcel) {
        return new Parcel(MessageId.next(), parcel.announcement(), parcel.message());
    }
}
