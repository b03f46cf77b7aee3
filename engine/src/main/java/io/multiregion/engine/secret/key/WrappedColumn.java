package io.multiregion.engine.secret.key;

import io.multiregion.engine.records.WrappedKey;
import io.multiregion.engine.schema.ColumnType;
import io.multiregion.engine.secret.DataKey;
import io.multiregion.engine.secret.SecretsUnavailableException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * The column that holds a wrapped data key: in each region's database wrapped by the region's own customer-managed key, between regions
 * as itself, inside the sealed message: two lines with its id and its realm's, and then its bytes; none if it was
 * destroyed.
 */
public final class WrappedColumn implements ColumnType {

    private static final int LINES = 2;
    private static final String ID = "ID";
    private static final String REALM = "REALM_ID";

    private final DataKeys keys;

    public WrappedColumn(DataKeys keys) {
        this.keys = keys;
    }

    @Override
    public String label() {
        return "DATA_KEY";
    }

    /**
     * @throws SecretsUnavailableException if the key is not open here: it cannot be shipped now
     * @throws IllegalStateException if the column holds another key than its row's, which is not shipped
     */
    @Override
    public Object read(ResultSet row, int index) throws SQLException {
        WrappedKey stored = WrappedKey.parse(row.getBytes(index));
        if (!stored.id().equals(row.getString(ID)) || !stored.realmId().equals(row.getString(REALM))) {
            throw new IllegalStateException("the row of the data key " + row.getString(ID) + " of realm "
                    + row.getString(REALM) + " holds the data key " + stored.id() + " of realm " + stored.realmId()
                    + ": it does not leave this region; look into the region that the row came from");
        }
        if (stored.wrapped().length == 0) {
            return WrappedKey.Lines.join(stored.wrapped(), stored.id(), stored.realmId());
        }
        DataKey key = keys.opened(stored.realmId(), stored.id());
        return WrappedKey.Lines.join(key.material(), key.id(), key.realmId());
    }

    /** What arrives holds the key of its own row, and no other. */
    @Override
    public boolean isOf(Function<String, Object> row, Object value) {
        WrappedKey.Lines lines = WrappedKey.Lines.of((byte[]) value, LINES);
        return lines.texts()[0].equals(row.apply(ID)) && lines.texts()[1].equals(row.apply(REALM));
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
