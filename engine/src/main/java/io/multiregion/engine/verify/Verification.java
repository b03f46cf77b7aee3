package io.multiregion.engine.verify;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.verify.SamePosition.Both;
import io.multiregion.engine.verify.SamePosition.Ours;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private final Cutter cutter;
    private final Digests digests;
    private final Inventory inventory;
    private final Snapshots.LeaseCheck lease;
    private final int page;

    /** @param page how many resources are in a page */
    public Verification(Cutter cutter, Digests digests, Inventory inventory, Snapshots.LeaseCheck lease, int page) {
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
        private final SamePosition position;
        private final List<Different> named = new ArrayList<>();
        private long differences;
        private boolean goesOn = true;

        Run(Line line, RealmState realm, ReplicaState replica, Findings findings, boolean stands) {
            this.line = line;
            this.realm = realm;
            this.findings = findings;
            this.position = new SamePosition(cutter, lease, line, realm, replica, stands);
        }

        Report report() {
            Both<Map<Kind, Digest>> kinds = position.both(connection -> new Ours<>(
                    digests.ofKinds(connection, realm.realmId()),
                    Question.kinds(position.level().isComparing())));
            Position at = position.level().acknowledged();
            Map<Kind, Digest> ours = new LinkedHashMap<>(kinds.ours().digests());
            ours.put(Kind.SESSION, null);
            ours.keySet().retainAll(line.kinds());
            List<Report.KindResult> results = new ArrayList<>();
            for (Map.Entry<Kind, Digest> kind : ours.entrySet()) {
                Digest here = kind.getValue();
                String name = kind.getKey().name();
                if (here != null && here.equals(kinds.theirs().get(name))) {
                    results.add(new Report.KindResult(name, here.rows(), true));
                } else if (goesOn) {
                    long before = differences;
                    long rows = compareOurs(kind.getKey());
                    compareTheirs(kind.getKey());
                    results.add(new Report.KindResult(name, here == null ? rows : here.rows(), differences == before));
                }
            }
            return new Report(position.level().region(), at.toString(), differences, results, named, null);
        }

        /** Finds what is missing there, and what is other there; returns how many rows are here. */
        private long compareOurs(Kind kind) {
            long rows = 0;
            String after = "";
            while (goesOn) {
                String from = after;
                Both<Map<String, Digest>> some = position.both(connection ->
                        ofResources(connection, kind, inventory.of(connection, realm.realmId(), kind, from, page)));
                if (!(some.ours().question() instanceof Question.Resources asked)) {
                    return rows;
                }
                rows += some.ours().digests().values().stream()
                        .mapToLong(Digest::rows)
                        .sum();
                after = last(asked.ids());
                note(kind, Different.between(kind, some.ours().digests(), some.theirs()));
            }
            return rows;
        }

        /** Finds what is there and not here. What only the secondary has of some kinds is its own. */
        private void compareTheirs(Kind kind) {
            String after = "";
            while (goesOn && !kind.regional() && Inventory.removable().contains(kind)) {
                Answer.Page next = line.ask(
                        realm, position.level(), position.level().acknowledged(), Question.next(kind, after, page));
                if (next.ids().isEmpty() || next.kind() != kind) {
                    return;
                }
                after = last(next.ids());
                List<String> absent = cutter.olderCopy().absent(realm, kind, next.ids(), lease);
                if (!absent.isEmpty()) {
                    Both<Map<String, Digest>> some = position.both(connection -> ofResources(connection, kind, absent));
                    note(kind, Different.between(kind, some.ours().digests(), some.theirs()));
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
    }

    private static String last(List<String> ids) {
        return ids.get(ids.size() - 1);
    }
}
