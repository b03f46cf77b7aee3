package io.multiregion.engine.apply.rows;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Path;
import io.multiregion.engine.catalogue.Reference;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.schema.Column;
import io.multiregion.engine.schema.ValueType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A realm that has one row in each replicated table: each refers to what it may refer to, within the realm. */
final class SampleRows {

    private final Catalogue catalogue;
    private final String realm;
    private final Map<OwnedTable, Map<String, Object>> rows = new LinkedHashMap<>();

    /** @param realm the realm's id, and in the other ids */
    SampleRows(Catalogue catalogue, String realm) {
        this.catalogue = catalogue;
        this.realm = realm;
        for (OwnedTable table : tables(catalogue)) {
            Map<String, Object> row = new LinkedHashMap<>();
            catalogue.selects().columns(table).forEach(column -> row.put(column.name(), value(table, column)));
            rows.put(table, row);
        }
    }

    /** All of which rows are written: a revocation is told otherwise. */
    static List<OwnedTable> tables(Catalogue catalogue) {
        return catalogue.ownership().tables().stream()
                .filter(table -> table.kind() != Kind.REVOKED_TOKEN)
                .toList();
    }

    private Object value(OwnedTable table, Column column) {
        if (column.name().equals(table.owner().column())) {
            List<Path.Hop> hops = table.owner().hops();
            return hops.isEmpty()
                    ? owner(table.kind())
                    : id(catalogue.ownership().of(table.kind()).stream()
                            .filter(parent -> parent.name().equals(hops.get(0).table()))
                            .findFirst()
                            .orElseThrow());
        }
        if (column.name().equals(table.realm().column())) {
            return table.realm().isDirect()
                    ? realm
                    : owner(catalogue
                            .ownership()
                            .named(table.realm().hops().get(0).table())
                            .get(0)
                            .kind());
        }
        if (column.name().equals(table.realm().column()) && table.owner().isDirect()) {
            String along = table.realm().hops().get(0).table();
            return owner(catalogue.ownership().named(along).get(0).kind());
        }
        if (isOwnerOtherwise(table, column.name())) {
            return null;
        }
        return catalogue.references().of(table.name()).stream()
                .filter(reference -> reference.column().equals(column.name()))
                .findFirst()
                .<Object>map(reference -> reference.realm() != null
                        ? realm
                        : named(reference.targets().get(0)))
                .orElseGet(() -> plain(table, column));
    }

    /** A protocol mapper is a client's or a client scope's. */
    private boolean isOwnerOtherwise(OwnedTable table, String column) {
        return catalogue.ownership().named(table.name()).stream()
                .anyMatch(
                        other -> !other.equals(table) && other.owner().column().equals(column));
    }

    private Object plain(OwnedTable table, Column column) {
        if (catalogue.table(table).key().contains(column) && column.type() == ValueType.TEXT && column.size() >= 36) {
            return id(table);
        }
        return switch ((ValueType) column.type()) {
            case TEXT -> realm.substring(0, Math.min(realm.length(), column.size()));
            case INTEGER -> 1L;
            case BOOLEAN -> false;
            case BYTES -> new byte[64];
            case DECIMAL -> BigDecimal.ONE;
        };
    }

    /** The id of the resource of a kind. */
    String owner(Kind kind) {
        return switch (kind) {
            case REALM -> realm;
            case AUTHORIZATION -> owner(Kind.CLIENT);
            case FEDERATED_USER -> "f:" + owner(Kind.COMPONENT) + ":name";
            default -> id(catalogue.ownership().root(kind));
        };
    }

    private String id(OwnedTable table) {
        return table.kind() == Kind.REALM && table.name().equals("REALM")
                ? realm
                : realm + "-" + catalogue.ownership().tables().indexOf(table);
    }

    /** What a column holds that refers to this realm's row of a table. */
    String named(Reference.Target target) {
        OwnedTable table = catalogue.ownership().named(target.table()).get(0);
        String key = table.equals(catalogue.ownership().root(table.kind())) ? owner(table.kind()) : id(table);
        return target.prefix().isEmpty() ? key : target.prefix() + key + ":name";
    }

    Object get(OwnedTable table, String column) {
        return rows.get(table).get(column);
    }

    void set(OwnedTable table, String column, Object value) {
        rows.get(table).put(column, value);
    }

    /** All of them. */
    Batch batch() {
        return batch(rows.keySet().stream().map(this::section).toList());
    }

    static Batch batch(List<Section> sections) {
        return new Batch("cut", 0, 0, Optional.empty(), List.of(), sections);
    }

    Section section(OwnedTable table) {
        Map<String, Object> row = rows.get(table);
        return new Section(
                table.key(),
                List.copyOf(row.keySet()),
                List.of(owner(table.kind())),
                List.<Object[]>of(row.values().toArray()));
    }
}
