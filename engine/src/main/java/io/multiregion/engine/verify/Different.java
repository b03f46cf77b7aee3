package io.multiregion.engine.verify;

import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A resource that differs.
 *
 * @param difference MISSING on the secondary, EXTRA there, or DIFFERENT
 */
public record Different(String kind, String id, String difference) {

    static final String EXTRA = "EXTRA";

    /** Asks the other region about some resources; those that differ. What it says of others does not count. */
    static List<Different> of(Line line, RealmState realm, ReplicaState replica, Kind kind, OurSide.Page ours) {
        if (ours.asked().isEmpty()) {
            return List.of();
        }
        Digest sum = Digest.sum(ours.digests().values());
        Answer.Digests theirs =
                line.ask(realm, replica, replica.acknowledged(), Question.digests(kind, ours.asked(), sum));
        Map<String, Digest> there = new HashMap<>(theirs.digests());
        there.keySet().retainAll(Set.copyOf(ours.asked()));
        return theirs.equal() ? List.of() : between(kind, ours.digests(), there, Set.copyOf(theirs.pending()));
    }

    /** Those of some resources which are there and not here, but for what is on its way back. */
    static List<Different> extra(Line line, RealmState realm, ReplicaState replica, Kind kind, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Set<String> pending = Set.copyOf(line.ask(realm, replica, replica.acknowledged(), Question.digests(kind, ids))
                .pending());
        return ids.stream()
                .filter(id -> !pending.contains(id))
                .map(id -> new Different(kind.name(), id, EXTRA))
                .toList();
    }

    private static List<Different> between(
            Kind kind, Map<String, Digest> ours, Map<String, Digest> theirs, Set<String> pending) {
        TreeSet<String> ids = new TreeSet<>(ours.keySet());
        ids.addAll(theirs.keySet());
        ids.removeAll(pending);
        List<Different> different = new ArrayList<>();
        for (String id : ids) {
            Digest here = ours.get(id);
            Digest there = theirs.get(id);
            if (there == null) {
                different.add(new Different(kind.name(), id, "MISSING"));
            } else if (here == null) {
                different.add(new Different(kind.name(), id, EXTRA));
            } else if (!here.equals(there)) {
                different.add(new Different(kind.name(), id, "DIFFERENT"));
            }
        }
        return different;
    }

    ResourceKey resource() {
        return new ResourceKey(Kind.valueOf(kind), id);
    }
}
