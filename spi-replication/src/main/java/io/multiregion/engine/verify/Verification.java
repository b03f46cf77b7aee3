package io.multiregion.engine.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares a realm's rows in two regions. It runs inside the replica's stream: the cut that leads to a position is shipped, the digests
 * of this side are taken in the cut's own snapshot, and nothing more is shipped until the other side has answered with its own.
 *
 * <p>The kinds are compared at one position. One that differs is gone through page by page, each page at a position of its own: first the
 * resources that are here, in the order of this region, then those that are there, in the order of that one.
 *
 * <p>A copy that does not take what is due is compared where it stands, for a repair: what it lacks is among what differs.
 */
public final class Verification {

    /** How many resources are in a page. */
    public static final int PAGE = 5000;

    /** How many resources a report names at most. */
    static final int MOST_NAMED = 1000;

    /**
     * What a verification found.
     *
     * @param region the secondary
     * @param position the position at which the kinds were compared, as {@code epoch:sequence}
     * @param differences how many resources differ; of a repair that makes the copy again, how many were found until then
     * @param kinds the digests, kind by kind
     * @param resources the resources that differ, the first thousand of them
     * @param repair what became of them; null where no repair was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            String region,
            String position,
            long differences,
            List<KindResult> kinds,
            List<Different> resources,
            Outcome repair) {

        Report with(Outcome outcome) {
            return new Report(region, position, differences, kinds, resources, outcome);
        }
    }

    /** What a repair did. */
    public enum Outcome {
        /** Nothing differed. */
        EQUAL,
        /** What differed was shipped, and then nothing differed any more; sessions, which go on changing there, are shipped once. */
        SHIPPED,
        /**
         * Too much differs to be shipped as a change, or rows that should not be there stand against it: the copy is being made again, over
         * what is there. The replica is CREATING, and serves no end users, until that is done.
         */
        COPYING
    }

    /**
     * A kind's result.
     *
     * @param rows how many rows the primary has
     */
    public record KindResult(String kind, long rows, boolean equal) {}

    /**
     * A resource that differs.
     *
     * @param difference MISSING on the secondary, EXTRA there, or DIFFERENT
     */
    public record Different(String kind, String id, String difference) {

        ResourceKey resource() {
            return new ResourceKey(Kind.valueOf(kind), id);
        }
    }

    /** Told what differs in a page, before the next one is looked at. */
    public interface Findings {
        /** @return whether to go on */
        boolean found(Kind kind, List<Different> different);
    }

    /** What this side has, and what the other one is to be asked for it; null if nothing. */
    private record Ours<T>(T digests, Question<Answer.Digests> question) {}

    private record Both<T>(Ours<T> ours, Map<String, Digest> theirs) {}

    private interface Side<T> {
        Ours<T> in(Connection connection) throws SQLException;
    }

    private final Cutter cutter;
    private final Digests digests;
    private final Inventory inventory;
    private final Cutter.LeaseCheck lease;
    private final int page;

    /** @param page how many resources are in a page */
    public Verification(Cutter cutter, Digests digests, Inventory inventory, Cutter.LeaseCheck lease, int page) {
        this.cutter = cutter;
        this.digests = digests;
        this.inventory = inventory;
        this.lease = lease;
        this.page = page;
    }

    /** @param findings told of the pages that differ */
    public Report of(Line line, RealmState realm, ReplicaState replica, Findings findings) {
        return new Run(line, realm, replica, findings, false).report();
    }

    /** The same, with nothing shipped meanwhile: the copy is compared at the position that it has reached. */
    Report whereItStands(Line line, RealmState realm, ReplicaState replica, Findings findings) {
        return new Run(line, realm, replica, findings, true).report();
    }

    /** One comparison of one realm with one replica. */
    private final class Run {
        private final Line line;
        private final RealmState realm;
        private final Findings findings;
        private final boolean stands;
        private final List<Different> named = new ArrayList<>();
        private ReplicaState level;
        private long differences;
        private boolean goesOn = true;

        Run(Line line, RealmState realm, ReplicaState replica, Findings findings, boolean stands) {
            this.line = line;
            this.realm = realm;
            this.level = replica;
            this.findings = findings;
            this.stands = stands;
        }

        Report report() {
            Both<Map<Kind, Digest>> kinds = both(connection ->
                    new Ours<>(digests.ofKinds(connection, realm.realmId()), Question.kinds(level.isComparing())));
            Position position = level.acknowledged();
            Map<Kind, Digest> ours = new LinkedHashMap<>(kinds.ours().digests());
            ours.put(Kind.SESSION, null);
            List<KindResult> results = new ArrayList<>();
            for (Map.Entry<Kind, Digest> kind : ours.entrySet()) {
                Digest here = kind.getValue();
                String name = kind.getKey().name();
                if (here != null && here.equals(kinds.theirs().get(name))) {
                    results.add(new KindResult(name, here.rows(), true));
                } else if (goesOn) {
                    long before = differences;
                    long rows = compareOurs(kind.getKey());
                    compareTheirs(kind.getKey());
                    results.add(new KindResult(name, here == null ? rows : here.rows(), differences == before));
                }
            }
            return new Report(level.region(), position.toString(), differences, results, named, null);
        }

        /** Finds what is missing there, and what is other there; returns how many rows are here. */
        private long compareOurs(Kind kind) {
            long rows = 0;
            String after = "";
            while (goesOn) {
                String from = after;
                Both<Map<String, Digest>> some = both(connection ->
                        ofResources(connection, kind, inventory.of(connection, realm.realmId(), kind, from, page)));
                if (!(some.ours().question() instanceof Question.Resources asked)) {
                    return rows;
                }
                rows += some.ours().digests().values().stream()
                        .mapToLong(Digest::rows)
                        .sum();
                after = last(asked.ids());
                note(kind, compare(kind, some.ours().digests(), some.theirs()));
            }
            return rows;
        }

        /** Finds what is there and not here. What only the secondary has of some kinds is its own. */
        private void compareTheirs(Kind kind) {
            String after = "";
            while (goesOn && !kind.regional() && Inventory.removable().contains(kind)) {
                Answer.Page next = line.ask(realm, level, level.acknowledged(), Question.next(kind, after, page));
                if (next.ids().isEmpty() || next.kind() != kind) {
                    return;
                }
                after = last(next.ids());
                List<String> absent = cutter.olderCopy().absent(realm, kind, next.ids(), lease);
                if (!absent.isEmpty()) {
                    Both<Map<String, Digest>> some = both(connection -> ofResources(connection, kind, absent));
                    note(kind, compare(kind, some.ours().digests(), some.theirs()));
                }
            }
        }

        private void note(Kind kind, List<Different> found) {
            if (!found.isEmpty()) {
                differences += found.size();
                found.stream().limit(MOST_NAMED - named.size()).forEach(named::add);
                goesOn = findings.found(kind, found);
            }
        }

        private Ours<Map<String, Digest>> ofResources(Connection connection, Kind kind, List<String> ids)
                throws SQLException {
            return ids.isEmpty()
                    ? new Ours<>(Map.of(), null)
                    : new Ours<>(
                            digests.ofResources(connection, realm.realmId(), kind, ids), Question.digests(kind, ids));
        }

        private <T> Both<T> both(Side<T> side) {
            List<Ours<T>> ours = new ArrayList<>(1);
            Cut cut = cutter.inSnapshot(realm, lease, (connection, position, takenAt) -> {
                ours.add(side.in(connection));
                if (stands) {
                    return new Cut(level.acknowledged(), takenAt, null, 0, null, 0, 0, 0, 0);
                }
                return cutter.cutIn(
                        connection,
                        realm,
                        new Cutter.Since(level.acknowledged(), level.copyCursor(), 0, takenAt),
                        position,
                        line.parts(realm, level));
            });
            if (!cut.isEmpty()) {
                line.deliver(realm, level, cut);
            }
            level = level.change().acknowledged(cut.position()).state();
            Question<Answer.Digests> question = ours.get(0).question();
            Map<String, Digest> theirs = question == null
                    ? Map.of()
                    : line.ask(realm, level, cut.position(), question).digests();
            line.beat(realm, level, stands || level.isComparing() ? 0 : cut.takenAt());
            return new Both<>(ours.get(0), theirs);
        }
    }

    private static String last(List<String> ids) {
        return ids.get(ids.size() - 1);
    }

    private static List<Different> compare(Kind kind, Map<String, Digest> ours, Map<String, Digest> theirs) {
        TreeSet<String> ids = new TreeSet<>(ours.keySet());
        ids.addAll(theirs.keySet());
        List<Different> different = new ArrayList<>();
        for (String id : ids) {
            Digest here = ours.get(id);
            Digest there = theirs.get(id);
            if (there == null) {
                different.add(new Different(kind.name(), id, "MISSING"));
            } else if (here == null) {
                different.add(new Different(kind.name(), id, "EXTRA"));
            } else if (!here.equals(there)) {
                different.add(new Different(kind.name(), id, "DIFFERENT"));
            }
        }
        return different;
    }
}
