package io.multiregion.engine.secret.key;

import io.multiregion.engine.records.DataKeyRow;
import io.multiregion.engine.records.WrappedKey;
import io.multiregion.engine.secret.DataKey;
import io.multiregion.key.WrappingKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The customer-managed keys of this region: one wraps, it and former ones unwrap. */
public final class RegionWrapping {

    private final WrappingKey current;
    private final Map<String, WrappingKey> byUri = new LinkedHashMap<>();

    public RegionWrapping(WrappingKey current, List<WrappingKey> former) {
        this.current = current;
        former.forEach(key -> byUri.put(key.uri(), key));
        byUri.put(current.uri(), current);
    }

    /** The URI of the key that wraps. */
    String uri() {
        return current.uri();
    }

    /** Whether something is wrapped by a key that is configured here. */
    boolean knows(WrappedKey wrapped) {
        return byUri.containsKey(wrapped.by());
    }

    boolean isCurrent(WrappedKey wrapped) {
        return wrapped.by().equals(current.uri());
    }

    /** @throws io.multiregion.key.KeyException if the key is out of reach or refuses */
    WrappedKey wrap(DataKey key) {
        return new WrappedKey(current.uri(), key.id(), key.realmId(), current.wrap(key.material(), key.context()));
    }

    /**
     * The key in a row, proved to be of the row's realm.
     *
     * @throws io.multiregion.key.KeyException if the key is out of reach or refuses
     */
    DataKey unwrap(DataKeyRow row) {
        byte[] material =
                byUri.get(row.wrapped().by()).unwrap(row.wrapped().wrapped(), DataKey.context(row.id(), row.realmId()));
        return new DataKey(row.id(), row.realmId(), material);
    }
}
