package io.multiregion.engine.secret.key;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.DataKeyRows;
import io.multiregion.engine.records.DataKeyStatus;
import io.multiregion.engine.records.WrappedKey;
import io.multiregion.engine.secret.DataKey;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Opens data keys that are not open, proves that it still may, and wraps them again where that is due. One thread only. */
final class Unwrapping {

    private final Connections connections;
    private final RegionWrapping wrapping;
    private final OpenKeys open;

    Unwrapping(Connections connections, RegionWrapping wrapping, OpenKeys open) {
        this.connections = connections;
        this.wrapping = wrapping;
        this.open = open;
    }

    /** @param again whether all are to be wrapped again */
    void look(Collection<DataKeyRow> rows, boolean again) {
        Map<String, String> unreachable = new HashMap<>();
        for (DataKeyRow row : rows) {
            if (row.status() == DataKeyStatus.DESTROYED) {
                open.destroyed(row);
            } else if (again || open.isDue(row.id()) || !wrapping.isCurrent(row.wrapped())) {
                prove(row, unreachable, again);
            }
        }
    }

    private void prove(DataKeyRow row, Map<String, String> unreachable, boolean again) {
        String by = row.wrapped().by();
        if (!wrapping.knows(row.wrapped())) {
            open.failed(
                    row,
                    "the data key " + row.id() + " is wrapped by " + by
                            + ", which is not configured here: add it to sealing-key-former");
            return;
        }
        if (unreachable.containsKey(by)) {
            open.failed(row, unreachable.get(by));
            return;
        }
        try {
            DataKey opened = wrapping.unwrap(row);
            open.proved(opened);
            if (again || !wrapping.isCurrent(row.wrapped())) {
                WrappedKey after = wrapping.wrap(opened);
                connections.transaction(connection -> {
                    DataKeyRows.rewrap(connection, row.id(), row.wrapped(), after);
                    return null;
                });
            }
        } catch (KeyException e) {
            if (e instanceof KeyUnavailableException) {
                unreachable.put(by, e.getMessage());
            }
            open.failed(row, e.getMessage());
        }
    }
}
