package io.multiregion.engine.cut;

import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
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
import java.util.ArrayList;
import java.util.List;

/** Reads rows and writes them into parts. */
final class PartStream {

    private static final int FETCH = 1000;

    private final Connection connection;
    private final Selects selects;
    private final Batch head;
    private final int partBytes;
    private final int most;
    private final List<byte[]> parts = new ArrayList<>();
    private BatchWriter writer;
    private long rows;

    /**
     * @param partBytes a part is ended once it is this large
     * @param most how many parts there may be
     */
    PartStream(Connection connection, Selects selects, Batch head, int partBytes, int most) {
        this.connection = connection;
        this.selects = selects;
        this.head = head;
        this.partBytes = partBytes;
        this.most = most;
        this.writer = writer();
    }

    private BatchWriter writer() {
        try {
            return new BatchWriter(head, partBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws FarBehindException if more parts are needed than there may be; so do all that write */
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

    /** The resources have no rows in a table. */
    void emptySection(OwnedTable table, List<String> owners) {
        try {
            writer.startSection(table.key(), names(table), owners);
            writer.endSection();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> names(OwnedTable table) {
        return selects.columns(table).stream().map(Column::name).toList();
    }

    void section(OwnedTable table, List<String> owners) throws SQLException {
        try {
            for (List<String> some : Sql.steps(owners)) {
                section(table, selects.columns(table), some);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void section(OwnedTable table, List<Column> columns, List<String> owners) throws SQLException, IOException {
        List<String> names = names(table);
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
        if (parts.size() + 1 >= most) {
            throw new FarBehindException();
        }
        parts.add(writer.finish());
        writer = writer();
    }

    /** All parts, in order. */
    List<byte[]> finish() {
        try {
            parts.add(writer.finish());
            return List.copyOf(parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long rows() {
        return rows;
    }
}
