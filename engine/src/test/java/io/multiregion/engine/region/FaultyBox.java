package io.multiregion.engine.region;

import io.multiregion.engine.peer.carrier.Parcel;
import io.multiregion.engine.peer.mailbox.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A mailbox whose owner withholds, repeats, holds back and changes what lies there. @param mute answers to these get lost */
record FaultyBox(Box raw, Faults faults, Set<String> mute) implements Box {

    FaultyBox(Box raw, Faults faults) {
        this(raw, faults, ConcurrentHashMap.newKeySet());
    }

    @Override
    public List<String> list(String prefix, int most) throws IOException {
        return raw.list(prefix, most);
    }

    @Override
    public boolean putIfAbsent(String name, byte[] object) throws IOException {
        if (name.contains("/messages/")) {
            List<Parcel> passing = new ArrayList<>();
            for (Parcel parcel : Parcel.list(object)) {
                meet(parcel, passing);
            }
            return passing.isEmpty() || raw.putIfAbsent(name, Parcel.bytes(passing));
        }
        for (String id : mute) {
            if (new String(object, StandardCharsets.ISO_8859_1).contains(id)) {
                mute.remove(id);
                return true;
            }
        }
        return raw.putIfAbsent(name, object);
    }

    private void meet(Parcel parcel, List<Parcel> passing) {
        switch (faults.next()) {
            case LOST -> {}
            case LATE -> faults.keep(parcel);
            case ANSWER_LOST -> {
                mute.add(parcel.id());
                passing.add(parcel);
            }
            case TAMPERED -> passing.add(Faults.tampered(parcel));
            case TWICE -> {
                passing.add(parcel);
                passing.add(Faults.again(parcel));
            }
            case PASSES -> {
                passing.add(parcel);
                passing.addAll(faults.late());
            }
        }
    }

    @Override
    public Optional<byte[]> get(String name, int most) throws IOException {
        return raw.get(name, most);
    }

    @Override
    public void delete(String name) throws IOException {
        raw.delete(name);
    }
}
