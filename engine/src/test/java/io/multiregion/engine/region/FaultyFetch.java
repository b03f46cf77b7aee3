package io.multiregion.engine.region;

import io.multiregion.engine.peer.carrier.Fetching;
import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.transport.TransportException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Messages that meet {@link Faults} on their way to whoever fetches them. */
record FaultyFetch(Fetching raw, Faults faults, Set<String> mute) implements Fetching {

    FaultyFetch(Fetching raw, Faults faults) {
        this(raw, faults, ConcurrentHashMap.newKeySet());
    }

    @Override
    public byte[] fetch(URI region, String announcement, byte[] answer, Duration patience) {
        try {
            if (answer.length > 0) {
                return mute.remove(Parcel.id(ByteBuffer.wrap(answer)))
                        ? new byte[0]
                        : raw.fetch(region, announcement, answer, patience);
            }
            List<Parcel> arrived = new ArrayList<>();
            for (Parcel parcel : Parcel.list(raw.fetch(region, announcement, answer, patience))) {
                meet(parcel, arrived);
            }
            return Parcel.bytes(arrived);
        } catch (IOException e) {
            throw new TransportException("not read", e);
        }
    }

    private void meet(Parcel parcel, List<Parcel> arrived) {
        switch (faults.next()) {
            case LOST -> {}
            case LATE -> faults.keep(parcel);
            case ANSWER_LOST -> {
                mute.add(parcel.id());
                arrived.add(parcel);
            }
            case TAMPERED -> arrived.add(Faults.tampered(parcel));
            case TWICE -> {
                arrived.add(parcel);
                arrived.add(Faults.again(parcel));
            }
            case PASSES -> {
                arrived.add(parcel);
                arrived.addAll(faults.late());
            }
        }
    }
}
