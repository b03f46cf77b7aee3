package io.multiregion.engine.region;

import io.multiregion.engine.peer.transport.TransportException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Links between regions that are cut one way, and that lose, repeat and hold back messages, as a seed says. */
final class FaultyLinks implements SimulatedNetwork.Way {

    private static final int MEMORY = 40;

    private record Letter(SimulatedNetwork.Parcel parcel, SimulatedNetwork.Arrival arrival) {

        byte[] arrive() {
            return arrival.of(parcel);
        }
    }

    private final Random random;
    private final Set<String> cut = new HashSet<>();
    private final List<Letter> memory = new ArrayList<>();
    private double share;

    FaultyLinks(Random random) {
        this.random = random;
    }

    void cut(String from, String to) {
        cut.add(from + ' ' + to);
    }

    /** @param of the messages that something happens to */
    void unreliable(double of) {
        share = of;
    }

    /** Nothing happens to messages any more; those that were held back are on the way still. */
    void mend() {
        cut.clear();
        share = 0;
    }

    @Override
    public byte[] go(SimulatedNetwork.Parcel parcel, SimulatedNetwork.Arrival arrival) {
        Letter letter = new Letter(parcel, arrival);
        memory.add(letter);
        if (memory.size() > MEMORY) {
            memory.remove(0);
        }
        if (cut.contains(parcel.from() + ' ' + parcel.to())) {
            throw new TransportException("the link is cut");
        }
        if (random.nextDouble() >= share) {
            return letter.arrive();
        }
        switch (random.nextInt(4)) {
            case 0 -> throw new TransportException("the message is lost");
            case 1 -> {
                letter.arrive();
                throw new TransportException("the answer is lost");
            }
            case 2 -> letter.arrive();
            default -> late();
        }
        return letter.arrive();
    }

    /** A message arrives that was lost or held back, or once more. Nobody waits for the answer. */
    void late() {
        if (!memory.isEmpty()) {
            try {
                memory.get(random.nextInt(memory.size())).arrive();
            } catch (TransportException e) {
                // the recipient does not take it
            }
        }
    }
}
