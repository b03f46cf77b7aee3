package io.multiregion.replication.ship;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.multiregion.replication.batch.Order;
import io.multiregion.replication.cut.Cut;
import io.multiregion.replication.cut.Cutter;
import io.multiregion.replication.digest.Digest;
import io.multiregion.replication.digest.Digests;
import io.multiregion.replication.resource.Kind;
import io.multiregion.replication.resource.Position;
import io.multiregion.replication.resource.ResourceKey;
import io.multiregion.replication.topology.RealmState;
import io.multiregion.replication.topology.ReplicaState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares a realm's rows in two regions at one position. It runs inside the replica's stream: the cut that leads to the position
 * is shipped, the digests of this side are taken in the cut's own snapshot, and nothing more is shipped until the other side has
 * answered with its own.
 *
 * <p>A copy that does not take what is due is compared where it stands, for a repair: what it lacks is among what differs, and goes with
 * all the rest in one cut.
 */
public final class Verification {

    /** How many resources a report names at most. */
    private static final int MOST_NAMED = 1000;

    /** Stands for the ids of resources that are too many to name. */
    private static final String UNNAMED = "*";

    /**
     * What a verification found.
     *
     * @param region the secondary
     * @param position the position of both sides, as {@code epoch:sequence}
     * @param differences how many resources differ
     * @param kinds the digests, kind by kind
     * @param resources the resources that differ, the first thousand of them
     */
    public record Report(
            String region, String position, long differences, List<KindResult> kinds, List<Different> resources) {

        /** The resources that differ and are named. */
        List<ResourceKey> named() {
            return resources.stream()
                    .filter(different -> !different.id().equals(UNNAMED))
                    .map(different -> new ResourceKey(Kind.valueOf(different.kind()), different.id()))
                    .toList();
        }
    }

    /**
     * A kind's result.
     *
     * @param rows how many rows the primary has
     * @param note why the differing resources can't be named, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KindResult(String kind, long rows, boolean equal, String note) {}

    /**
     * A resource that differs.
     *
     * @param difference MISSING on the secondary, EXTRA there, or DIFFERENT
     */
    public record Different(String kind, String id, String difference) {}

    private record Both<T>(T ours, Cut cut, Map<String, Digest> theirs, String note) {}

    private interface Side<T> {
        T in(Connection connection) throws SQLException;
    }

    private final Cutter cutter;
    private final Digests digests;
    private final Lease lease;
    private final Clock clock;

    public Verification(Cutter cutter, Digests digests, Lease lease, Clock clock) {
        this.cutter = cutter;
        this.digests = digests;
        this.lease = lease;
        this.clock = clock;
    }

    Report of(ReplicaStream stream, RealmState realm, ReplicaState replica) {
        Both<Map<Kind, Digest>> kinds =
                both(stream, realm, replica, null, connection -> digests.ofKinds(connection, realm.realmId()));
        Position position = kinds.cut().position();
        ReplicaState level = replica.change().acknowledged(position).state();
        Map<Kind, Digest> ours = new LinkedHashMap<>(kinds.ours());
        ours.put(Kind.SESSION, null);
        List<KindResult> results = new ArrayList<>();
        List<Different> different = new ArrayList<>();
        long differences = 0;
        for (Map.Entry<Kind, Digest> kind : ours.entrySet()) {
            String name = kind.getKey().name();
            if (kind.getValue() != null && kind.getValue().equals(kinds.theirs().get(name))) {
                results.add(new KindResult(name, kind.getValue().rows(), true, null));
                continue;
            }
            Both<Map<String, Digest>> named = both(
                    stream,
                    realm,
                    level,
                    kind.getKey(),
                    connection -> digests.ofResources(connection, realm.realmId(), kind.getKey()));
            level = level.change().acknowledged(named.cut().position()).state();
            List<Different> found = named.note() == null
                    ? compare(kind.getKey(), named.ours(), named.theirs())
                    : List.of(new Different(name, UNNAMED, "DIFFERENT"));
            long rows = named.ours().values().stream().mapToLong(Digest::rows).sum();
            results.add(new KindResult(name, rows, found.isEmpty(), named.note()));
            differences += found.size();
            found.stream().limit(MOST_NAMED - different.size()).forEach(different::add);
        }
        return new Report(replica.region(), position.toString(), differences, results, different);
    }

    private <T> Both<T> both(ReplicaStream stream, RealmState realm, ReplicaState replica, Kind kind, Side<T> side) {
        List<T> ours = new ArrayList<>(1);
        Cut cut = cutter.inSnapshot(realm, lease::check, (connection, position, takenAt) -> {
            ours.add(side.in(connection));
            if (replica.isStuck()) {
                return new Cut(replica.acknowledged(), takenAt, null, 0, null, 0, 0, 0, 0);
            }
            return cutter.cutIn(
                    connection,
                    realm,
                    new Cutter.Since(replica.acknowledged(), replica.copyCursor(), 0, takenAt),
                    position,
                    stream.parts(realm, replica));
        });
        if (!cut.isEmpty()) {
            stream.deliver(realm, replica, cut);
        }
        Order order = new Order(0, clock.millis(), null, null, null, kind == null ? null : kind.name(), null);
        Peer.Reply reply = stream.ask(realm, replica, cut.position(), order);
        Map<String, Digest> theirs = reply.answer().digests();
        return new Both<>(
                ours.get(0),
                cut,
                theirs == null ? Map.of() : theirs,
                theirs == null ? reply.answer().error() : null);
    }

    /** Sessions that only the secondary has are its own sign-ins. */
    private static List<Different> compare(Kind kind, Map<String, Digest> ours, Map<String, Digest> theirs) {
        TreeSet<String> ids = new TreeSet<>(ours.keySet());
        if (!kind.regional()) {
            ids.addAll(theirs.keySet());
        }
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
