package io.multiregion.engine.verify;

import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * One comparison of a realm with a replica, a step at a time: whatever the realm's size, a step asks one question about so many resources
 * at most, and the stream ships between two of them. Kinds with few resources are compared first, each by one digest. One that has many,
 * or that differs, is gone through by pages: first what is here, in this region's order, then what is there, in that one's. Revoked
 * tokens are not compared: each region forgets them in its own time.
 *
 * <p>Each step is at the position that the replica has reached by then. A resource that has not changed since is the same at all of them.
 */
final class Walk {

    /** How many resources a report names at most. */
    static final int MOST_NAMED = 1000;

    private final OurSide ours;
    private final int page;
    private final Deque<Kind> left = new ArrayDeque<>();
    private final List<Report.KindResult> results = new ArrayList<>();
    private final List<Different> named = new ArrayList<>();
    private final Question.Repair repair;
    private long compared;
    private long differences;
    private boolean begun;
    private boolean theirs;
    private String after = "";
    private long rows;
    private long before;

    /**
     * @param page how many resources a step looks at
     * @param repair what the other region is told with the first step, or null
     */
    Walk(OurSide ours, Collection<Kind> kinds, int page, Question.Repair repair) {
        this.ours = ours;
        this.page = page;
        this.repair = repair;
        kinds.stream().filter(kind -> !kind.twoWay()).forEach(left::add);
        kinds.stream().filter(kind -> kind == Kind.SESSION).forEach(left::add);
    }

    boolean isDone() {
        return begun && left.isEmpty();
    }

    /** What it is at; null at its end. */
    Kind kind() {
        return left.peek();
    }

    /** How many resources were looked at here. */
    long compared() {
        return compared;
    }

    long differences() {
        return differences;
    }

    /** What was found so far. */
    Report report(ReplicaState replica) {
        return new Report(
                replica.region(),
                replica.acknowledged().toString(),
                null,
                differences,
                List.copyOf(results),
                List.copyOf(named),
                null);
    }

    /** Takes one step, and returns what differs. If it fails, it is taken again. */
    List<Different> step(Line line, RealmState realm, ReplicaState replica) {
        if (!begun) {
            whole(line, realm, replica);
            begun = true;
            return List.of();
        }
        return theirs ? theirs(line, realm, replica) : ours(line, realm, replica);
    }

    private void whole(Line line, RealmState realm, ReplicaState replica) {
        List<Kind> kinds = left.stream().filter(kind -> !kind.twoWay()).toList();
        Map<Kind, OurSide.Whole> small = ours.small(realm, kinds, page);
        if (small.isEmpty() && repair == null) {
            return;
        }
        Map<String, Digest> there = line.ask(
                        realm,
                        replica,
                        replica.acknowledged(),
                        repair == null ? Question.kinds(small.keySet()) : Question.kinds(small.keySet(), repair))
                .digests();
        small.forEach((kind, here) -> {
            if (here.digest().equals(there.get(kind.name()))) {
                left.remove(kind);
                compared += here.resources();
                results.add(new Report.KindResult(kind.name(), here.digest().rows(), true));
            }
        });
    }

    /** Finds what is missing there, and what is other there. */
    private List<Different> ours(Line line, RealmState realm, ReplicaState replica) {
        Kind kind = left.getFirst();
        OurSide.Page some =
                ours.next(realm, kind, after, page, replica.acknowledged().sequence());
        List<Different> different = Different.of(line, realm, replica, kind, some);
        compared += some.ids().size();
        note(different);
        rows += some.digests().values().stream().mapToLong(Digest::rows).sum();
        if (some.ids().size() == page) {
            after = some.last();
        } else {
            after = "";
            theirs = true;
            if (kind.twoWay() || !Inventory.removable().contains(kind)) {
                ended(kind);
            }
        }
        return different;
    }

    /** Finds what is there and not here. What only the secondary has of some kinds is its own. */
    private List<Different> theirs(Line line, RealmState realm, ReplicaState replica) {
        Kind kind = left.getFirst();
        Answer.Page some = line.ask(realm, replica, replica.acknowledged(), Question.next(kind, after, page));
        List<String> ids = some.kind() == kind ? some.ids() : List.of();
        List<String> absent = ids.isEmpty()
                ? List.of()
                : ours.absent(realm, kind, ids, replica.acknowledged().sequence());
        List<Different> different = Different.extra(line, realm, replica, kind, absent);
        note(different);
        if (ids.isEmpty()) {
            ended(kind);
        } else {
            after = ids.get(ids.size() - 1);
        }
        return different;
    }

    private void note(List<Different> different) {
        differences += different.size();
        different.stream().limit(MOST_NAMED - named.size()).forEach(named::add);
    }

    private void ended(Kind kind) {
        results.add(new Report.KindResult(kind.name(), rows, differences == before));
        left.removeFirst();
        theirs = false;
        after = "";
        rows = 0;
        before = differences;
    }
}
