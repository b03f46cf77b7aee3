package io.multiregion.engine.verify;

import io.multiregion.engine.cut.Snapshots;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.journal.Arrears;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.state.RealmState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this region has, as of a position that the other one has reached. What has changed here since is left out: it is shipped whole,
 * which mends whatever differs there. Each look is a short snapshot that writes nothing and locks nothing.
 */
final class OurSide {

    /** All of a kind. */
    record Whole(long resources, Digest digest) {}

    /**
     * Some resources of a kind.
     *
     * @param ids all of them
     * @param asked those that have not changed since
     * @param digests of those of {@code asked} that are here
     */
    record Page(List<String> ids, List<String> asked, Map<String, Digest> digests) {

        String last() {
            return ids.get(ids.size() - 1);
        }
    }

    private final Connections connections;
    private final Digests digests;
    private final Inventory inventory;
    private final Snapshots.LeaseCheck lease;

    OurSide(Connections connections, Digests digests, Inventory inventory, Snapshots.LeaseCheck lease) {
        this.connections = connections;
        this.digests = digests;
        this.inventory = inventory;
        this.lease = lease;
    }

    private <T> T look(Connections.Work<T> work) {
        return connections.snapshot(connection -> {
            lease.in(connection);
            return work.in(connection);
        });
    }

    /** Those of some kinds that have few resources. What has changed since is in it: if it differs, that says nothing yet. */
    Map<Kind, Whole> small(RealmState realm, Collection<Kind> kinds, int most) {
        return look(connection -> {
            Map<Kind, Whole> small = new EnumMap<>(Kind.class);
            for (Kind kind : kinds) {
                int found = inventory
                        .of(connection, realm.realmId(), kind, "", most + 1)
                        .size();
                if (found <= most) {
                    small.put(kind, new Whole(found, digests.ofKind(connection, realm.realmId(), kind)));
                }
            }
            return small;
        });
    }

    /** The next resources of a kind. */
    Page next(RealmState realm, Kind kind, String after, int most, long sequence) {
        return look(connection ->
                page(connection, realm, kind, inventory.of(connection, realm.realmId(), kind, after, most), sequence));
    }

    /** These resources. */
    Page of(RealmState realm, Kind kind, List<String> ids, long sequence) {
        return look(connection -> page(connection, realm, kind, ids, sequence));
    }

    private Page page(Connection connection, RealmState realm, Kind kind, List<String> ids, long sequence)
            throws SQLException {
        List<String> asked = settled(connection, realm, kind, ids, sequence);
        return new Page(
                ids, asked, asked.isEmpty() ? Map.of() : digests.ofResources(connection, realm.realmId(), kind, asked));
    }

    /** Those of some resources of a kind that are not here. */
    List<String> absent(RealmState realm, Kind kind, List<String> ids, long sequence) {
        return look(connection ->
                settled(connection, realm, kind, inventory.absent(connection, realm.realmId(), kind, ids), sequence));
    }

    /** Whether some of these resources are still to be shipped. */
    boolean isPending(RealmState realm, Map<Kind, List<String>> resources, long sequence) {
        return look(connection -> {
            for (Map.Entry<Kind, List<String>> some : resources.entrySet()) {
                if (settled(connection, realm, some.getKey(), some.getValue(), sequence)
                                .size()
                        < some.getValue().size()) {
                    return true;
                }
            }
            return false;
        });
    }

    private List<String> settled(Connection connection, RealmState realm, Kind kind, List<String> ids, long sequence)
            throws SQLException {
        Set<String> pending = Arrears.pending(connection, realm.realmId(), kind, ids, sequence);
        return ids.stream().filter(id -> !pending.contains(id)).toList();
    }
}
