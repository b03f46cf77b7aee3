package io.multiregion.replication.secret;

import io.multiregion.replication.catalogue.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The column that holds a wrapped data key: in each region's database wrapped by the region's own customer-managed key, between regions
 * as itself, inside the sealed message: two lines with its id and its realm's, and then its bytes; none if it was
 * destroyed.
 */
public final class WrappedColumn implements ColumnType {

    private static final int LINES = 2;

    private final DataKeys keys;

    public WrappedColumn(DataKeys keys) {
        this.keys = keys;
    }

    @Override
    public String label() {
        return "DATA_KEY";
    }

    /** @throws SecretsUnavailableException if the key is not open here: it cannot be shipped now */
    @Override
    public Object read(ResultSet row, int index) throws SQLException {
        WrappedKey stored = WrappedKey.parse(row.getBytes(index));
        if (stored.wrapped().length == 0) {
            return WrappedKey.Lines.join(stored.wrapped(), stored.id(), stored.realmId());
        }
        DataKey key = keys.opened(stored.id());
        return WrappedKey.Lines.join(key.material(), key.id(), key.realmId());
    }

    /** @throws io.multiregion.key.KeyException if this region's own key cannot wrap it now */
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        WrappedKey.Lines lines = WrappedKey.Lines.of((byte[]) value, LINES);
        DataKey key = new DataKey(lines.texts()[0], lines.texts()[1], lines.rest());
        WrappedKey stored =
                key.material().length == 0 ? WrappedKey.destroyed(key.id(), key.realmId()) : keys.stored(key);
        statement.setBytes(index, stored.bytes());
    }
}
