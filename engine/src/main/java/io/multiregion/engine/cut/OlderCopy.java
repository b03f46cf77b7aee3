package io.multiregion.engine.cut;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.cut.copy.CopyCursor;
import io.multiregion.engine.cut.copy.CopyStages;
import io.multiregion.engine.cut.copy.SweepCursor;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchWriter;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a secondary has of an older copy and this region does not have: it is removed, for no chunk of a copy comes by it. */
public final class OlderCopy {

    private final Connections connections;
    private final Catalogue catalogue;
    private final Selects selects;
    private final Inventory inventory;
    private final Clock clock;

    OlderCopy(Connections connections, Catalogue catalogue, Clock clock) {
        this.connections = connections;
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
        this.inventory = new Inventory(catalogue);
        this.clock = clock;
    }

    /**
     * Of resources that a secondary has, those that are not here. It follows what this region does, so none comes to be there that is not
     * here.
     */
    public List<String> absent(RealmState realm, Kind kind, List<String> ids, Snapshots.LeaseCheck lease) {
        return connections.snapshot(connection -> {
            lease.in(connection);
            return inventory.absent(connection, realm.realmId(), kind, ids);
        });
    }

    /**
     * A step of the sweep that a copy over an older one begins with. It takes in no changes: those since the replica's position follow,
     * with the chunks.
     *
     * @param ids the resources of {@code kind} that are to go
     * @param to how far the older copy was looked through; null at its end
     */
    public Cut sweep(ReplicaState replica, long floor, Kind kind, List<String> ids, SweepCursor to) {
        long now = clock.millis();
        String copyTo = to == null ? CopyCursor.SWEPT.toString() : to.toString();
        Batch head = new Batch(
                UUID.randomUUID().toString(),
                now,
                floor,
                Optional.of(new CopyStep(replica.copyCursor(), copyTo)),
                List.of(),
                List.of());
        List<OwnedTable> tables =
                ids.isEmpty() ? List.of() : catalogue.ownership().of(kind);
        try {
            BatchWriter writer = new BatchWriter(head);
            for (OwnedTable table : tables) {
                List<Column> columns = selects.columns(table);
                writer.startSection(
                        table.key(), columns.stream().map(Column::name).toList(), ids);
                writer.endSection();
            }
            return new Cut(replica.acknowledged(), now, List.of(writer.finish()), copyTo, ids.size(), 0, 0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All tables of the changed resources that are not here any more. */
    Map<OwnedTable, List<String>> gone(Connection connection, String realmId, List<Change> changes)
            throws SQLException {
        Map<OwnedTable, List<String>> gone = new LinkedHashMap<>();
        Map<Kind, List<String>> ids = CopyStages.ids(changes);
        ids.keySet().retainAll(Inventory.removable());
        for (Map.Entry<Kind, List<String>> kind : ids.entrySet()) {
            List<String> absent = inventory.absent(connection, realmId, kind.getKey(), kind.getValue());
            if (!absent.isEmpty()) {
                catalogue.ownership().of(kind.getKey()).forEach(table -> gone.put(table, absent));
            }
        }
        return gone;
    }
}
