package io.multiregion.engine.region;

import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.Transport;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.seal.header.MessageId;
import java.time.Duration;

/** Messages that meet {@link Faults} where they leave. */
record FaultyPush(Transport raw, Faults faults) implements Transport {

    @Override
    public byte[] exchange(Recipient to, String announcement, byte[] message, Duration patience) {
        Parcel parcel = new Parcel(MessageId.next(), announcement, message);
        return switch (faults.next()) {
            case LOST -> throw new TransportException("lost");
            case LATE -> {
                faults.keep(parcel);
                throw new TransportException("late");
            }
            case ANSWER_LOST -> {
                send(to, parcel, patience);
                throw new TransportException("the answer is lost");
            }
            case TAMPERED -> send(to, Faults.tampered(parcel), patience);
            case TWICE -> {
                send(to, parcel, patience);
                yield send(to, parcel, patience);
            }
            case PASSES -> {
                byte[] answer = send(to, parcel, patience);
                faults.late().forEach(old -> drop(to, old, patience));
                yield answer;
            }
        };
    }

    private byte[] send(Recipient to, Parcel parcel, Duration patience) {
        return raw.exchange(to, parcel.announcement(), parcel.message(), patience);
    }

    private void drop(Recipient to, Parcel parcel, Duration patience) {
        try {
            send(to, parcel, patience);
        } catch (TransportException e) {
            // nobody waits for the answer
        }
    }
}
