package io.multiregion.engine.cut;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchWriter;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.resource.ResourceKey;
import io.multiregion.engine.schema.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads one resource as it is, in the caller's transaction: what a cut would carry of it. */
public final class ResourceRows {

    private final Catalogue catalogue;
    private final Selects selects;

    public ResourceRows(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
    }

    /** All rows of a resource of a realm; one that is not there, or is another realm's, has sections without rows. */
    public Batch read(Connection connection, String realmId, Change change) throws SQLException {
        return read(connection, realmId, change, table -> true);
    }

    /** The same, of some tables only. */
    public Batch read(Connection connection, String realmId, Change change, Predicate<OwnedTable> some)
            throws SQLException {
        ResourceKey resource = change.resource();
        boolean foreign = !catalogue
                .foreign()
                .among(connection, realmId, List.of(resource))
                .isEmpty();
        List<Section> sections = new ArrayList<>();
        for (OwnedTable table : catalogue.ownership().of(resource.kind())) {
            if (!some.test(table)) {
                continue;
            }
            List<Column> columns = selects.columns(table);
            List<Object[]> rows = foreign ? List.of() : rows(connection, table, columns, resource.id());
            sections.add(new Section(
                    table.key(), columns.stream().map(Column::name).toList(), List.of(resource.id()), rows));
        }
        return new Batch(resource.toString(), change.committedAt(), 0, Optional.empty(), List.of(change), sections);
    }

    private List<Object[]> rows(Connection connection, OwnedTable table, List<Column> columns, String owner)
            throws SQLException {
        return Sql.list(
                connection,
                selects.rowsOfOwners(table, 1),
                found -> {
                    Object[] row = new Object[columns.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = columns.get(i).type().read(found, i + 1);
                    }
                    return row;
                },
                owner);
    }

    /** A resource of which nothing is said but that it changed. */
    public static Batch none(Change change) {
        return new Batch(
                change.resource().toString(), change.committedAt(), 0, Optional.empty(), List.of(change), List.of());
    }

    /** Whether a resource is there. */
    public static boolean isThere(Batch resource) {
        return resource.sections().stream().anyMatch(section -> !section.rows().isEmpty());
    }

    /** The bytes that {@link io.multiregion.engine.message.BatchReader} reads back. */
    public static byte[] bytes(Batch resource) {
        try {
            BatchWriter writer = new BatchWriter(resource);
            for (Change change : resource.changes()) {
                writer.change(change);
            }
            for (Section section : resource.sections()) {
                writer.startSection(section.table(), section.columns(), section.owners());
                for (Object[] row : section.rows()) {
                    writer.row(row);
                }
                writer.endSection();
            }
            return writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
