package io.multiregion.engine.apply;

import io.multiregion.engine.apply.rows.RowApplier;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.CopyStep;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.schema.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Removes a copy of any size: what there is most of in small transactions, and the rest in one. */
final class LargeRemoval {

    /** What a realm may have a million of, in an order in which what refers to others goes before them. */
    private static final List<Kind> MANY = List.of(Kind.SESSION, Kind.FEDERATED_USER, Kind.USER);

    private static final int TOGETHER = 1000;

    private final RowApplier rows;
    private final Selects selects;

    LargeRemoval(RowApplier rows) {
        this.rows = rows;
        this.selects = rows.catalogue().selects();
    }

    /** Blocks until all is gone; on a thread without a transaction. */
    void of(String realmId, Copies copies) {
        for (Kind kind : MANY) {
            boolean more = true;
            while (more) {
                more = copies.transaction(transaction -> some(transaction.connection(), realmId, kind));
            }
        }
        copies.remove(realmId);
    }

    private boolean some(Connection connection, String realmId, Kind kind) throws SQLException {
        for (OwnedTable witness : rows.catalogue().ownership().witnesses(kind)) {
            List<String> ids =
                    Sql.list(connection, selects.nextOwners(witness), row -> row.getString(1), realmId, "", TOGETHER);
            if (!ids.isEmpty()) {
                rows.apply(connection, realmId, List.of(without(kind, ids)));
                return true;
            }
        }
        return false;
    }

    /** Says that they have no rows, and that what refers to theirs goes as well. */
    private Batch without(Kind kind, List<String> ids) {
        List<Section> sections = rows.catalogue().ownership().of(kind).stream()
                .map(table -> new Section(
                        table.key(),
                        selects.columns(table).stream().map(Column::name).toList(),
                        ids,
                        List.of()))
                .toList();
        CopyStep over = new CopyStep(Batch.COPY_OVER, Batch.COPY_OVER);
        return new Batch("", 0, 0, Optional.of(over), List.of(), sections);
    }
}
