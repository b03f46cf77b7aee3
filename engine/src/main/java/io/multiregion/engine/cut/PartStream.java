package io.multiregion.engine.cut;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Dialect;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.BatchWriter;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.schema.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads rows and writes them into parts, one part in memory at a time: a full part goes out before the next row is read.
 */
final class PartStream {

    /** Takes a part that is not the last one. */
    interface Sink {
        void ship(int part, byte[] payload);
    }

    private static final int OWNERS_PER_QUERY = 500;
    private static final int FETCH = 1000;

    private final Connection connection;
    private final Dialect dialect;
    private final Selects selects;
    private final Batch head;
    private final Sink sink;
    private BatchWriter writer;
    private int part = 1;
    private long rows;

    PartStream(Connection connection, Dialect dialect, Selects selects, Batch head, Sink sink) {
        this.connection = connection;
        this.dialect = dialect;
        this.selects = selects;
        this.head = head;
        this.sink = sink;
        this.writer = writer();
    }

    private BatchWriter writer() {
        try {
            return new BatchWriter(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void changes(List<Change> changes) {
        try {
            for (Change change : changes) {
                writer.change(change);
                if (writer.isFull()) {
                    nextPart();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void section(OwnedTable table, List<String> owners) throws SQLException {
        int step = Math.min(OWNERS_PER_QUERY, dialect.bindLimit());
        try {
            for (int from = 0; from < owners.size(); from += step) {
                section(table, selects.columns(table), owners.subList(from, Math.min(owners.size(), from + step)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void section(OwnedTable table, List<Column> columns, List<String> owners) throws SQLException, IOException {
        List<String> names = columns.stream().map(Column::name).toList();
        writer.startSection(table.key(), names, owners);
        try (PreparedStatement select = connection.prepareStatement(selects.rowsOfOwners(table, owners.size()))) {
            for (int i = 0; i < owners.size(); i++) {
                select.setString(i + 1, owners.get(i));
            }
            select.setFetchSize(FETCH);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    Object[] row = new Object[columns.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = columns.get(i).type().read(found, i + 1);
                    }
                    writer.row(row);
                    rows++;
                    if (writer.isFull()) {
                        writer.endSection();
                        nextPart();
                        writer.startSection(table.key(), names, List.of());
                    }
                }
            }
        }
        writer.endSection();
    }

    private void nextPart() throws IOException {
        sink.ship(part, writer.finish());
        part++;
        writer = writer();
    }

    byte[] finish() {
        try {
            return writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int parts() {
        return part;
    }

    long rows() {
        return rows;
    }
}
