package io.multiregion.engine.secret.stored;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.journal.gate.CapturedTransactions;
import io.multiregion.engine.records.Progress;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.Table;
import io.multiregion.engine.secret.DataKey;
import io.multiregion.engine.secret.SealedText;
import io.multiregion.engine.secret.SecretNames;
import io.multiregion.engine.secret.SecretNames.SecretColumn;
import io.multiregion.engine.secret.UnsealableSecretException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rewrites the secrets of some resources at a time, in the caller's transaction, which captures what it changes. */
final class ResealedRows {

    private static final int CHUNK = 200;

    private final Catalogue catalogue;
    private final Selects selects;
    private final Secrets secrets;

    ResealedRows(Catalogue catalogue, Secrets secrets) {
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
        this.secrets = secrets;
    }

    /** How many resources there are to go through. */
    long count(Connection connection, String realmId) throws SQLException {
        long count = 0;
        for (SecretColumn column : SecretNames.COLUMNS) {
            count += Sql.first(connection, selects.countOwners(owned(column)), row -> row.getLong(1), realmId)
                    .orElse(0L);
        }
        return count;
    }

    /** @param goal the key to seal with, or empty to open */
    Progress step(CapturedTransactions.Transaction transaction, String realmId, Progress now, Optional<DataKey> goal)
            throws SQLException {
        Connection connection = transaction.connection();
        SecretColumn column = SecretNames.COLUMNS.get(now.stage());
        OwnedTable owned = owned(column);
        List<String> owners =
                Sql.list(connection, selects.nextOwners(owned), row -> row.getString(1), realmId, now.lastId(), CHUNK);
        if (owners.isEmpty()) {
            return now.nextStage();
        }
        int rewritten = 0;
        List<String> left = new ArrayList<>();
        for (Found found : rows(connection, owned, owners)) {
            String stored = (String) found.row().get(column.column());
            if (stored != null && SecretNames.isSecret(column, found.row())) {
                String wanted;
                try {
                    wanted = wanted(realmId, SecretNames.place(column, found.row()), stored, goal);
                } catch (UnsealableSecretException e) {
                    left.add(called(column, owned, found) + ": " + e.getMessage());
                    continue;
                }
                if (!wanted.equals(stored) && replace(connection, owned, column, found.row(), stored, wanted)) {
                    transaction.changed(owned.name(), new ResourceKey(owned.kind(), found.owner()), realmId);
                    rewritten++;
                }
            }
        }
        return now.seen(owners.get(owners.size() - 1), owners.size(), rewritten, left);
    }

    /** Where a secret is, for people: kind and id of its resource, and the setting. */
    private static String called(SecretColumn column, OwnedTable owned, Found found) {
        Object setting = column.of() == null ? column.column() : found.row().get(column.of());
        return owned.kind() + " " + found.owner() + " (" + setting + ")";
    }

    /** @throws UnsealableSecretException if it can only stay as it is */
    private String wanted(String realmId, String place, String stored, Optional<DataKey> goal) {
        Optional<String> sealedBy = SealedText.keyOf(stored);
        if (sealedBy.equals(goal.map(DataKey::id)) || stored.isEmpty() || SecretNames.isReference(stored)) {
            return stored;
        }
        String text = opened(realmId, place, stored);
        return goal.isEmpty() ? text : SealedText.seal(goal.get(), place, text);
    }

    private String opened(String realmId, String place, String stored) {
        if (secrets.lacksKeyOf(stored)) {
            throw new UnsealableSecretException(
                    "it looks like a sealed one, and there is no such data key: replace it");
        }
        try {
            return secrets.open(realmId, place, stored);
        } catch (IllegalStateException e) {
            throw new UnsealableSecretException(
                    "it was sealed for another place, or changed in the database: replace it");
        }
    }

    /** False if somebody has changed the value meanwhile: the next pass sees it. */
    private boolean replace(
            Connection connection,
            OwnedTable owned,
            SecretColumn column,
            Map<String, Object> row,
            String stored,
            String wanted)
            throws SQLException {
        Table table = catalogue.table(owned);
        String value = table.column(column.column()).quoted();
        List<Object> parameters = new ArrayList<>(List.of(wanted));
        table.key().forEach(key -> parameters.add(row.get(key.name())));
        parameters.add(stored);
        return Sql.update(
                        connection,
                        "update " + table.quoted() + " set " + value + " = ? where "
                                + table.key().stream()
                                        .map(key -> key.quoted() + " = ? and ")
                                        .collect(Collectors.joining())
                                + value + " = ?",
                        parameters.toArray())
                > 0;
    }

    /** Whether any secret is sealed with one of these data keys. Reads the tables through. */
    boolean anySealedWith(Connection connection, List<String> keyIds) throws SQLException {
        for (String keyId : keyIds) {
            for (SecretColumn column : SecretNames.COLUMNS) {
                Table table = catalogue.table(owned(column));
                if (Sql.first(
                                connection,
                                "select 1 from " + table.quoted() + " where "
                                        + table.column(column.column()).quoted()
                                        + " like ?",
                                row -> 1,
                                SealedText.start(keyId) + "%")
                        .isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Found(String owner, Map<String, Object> row) {}

    private List<Found> rows(Connection connection, OwnedTable owned, List<String> owners) throws SQLException {
        List<Column> columns = selects.columns(owned);
        return Sql.list(
                connection,
                selects.rowsOfOwners(owned, owners.size()),
                found -> {
                    Map<String, Object> row = new HashMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i).name(), columns.get(i).type().read(found, i + 1));
                    }
                    return new Found(found.getString(columns.size() + 1), row);
                },
                owners.toArray());
    }

    private OwnedTable owned(SecretColumn column) {
        return catalogue.ownership().named(column.table()).get(0);
    }
}
