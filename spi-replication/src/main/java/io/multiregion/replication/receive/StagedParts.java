package io.multiregion.replication.receive;

import io.multiregion.replication.batch.Batch;
import io.multiregion.replication.batch.BatchReader;
import io.multiregion.replication.database.Connections;
import io.multiregion.replication.database.Sql;
import io.multiregion.replication.seal.Envelope;
import io.multiregion.replication.seal.Header;
import io.multiregion.replication.seal.NotAccepted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a cut that has more than one, until the last one comes. They lie in the database, since the next part may reach
 * another node, and as they came, sealed: nothing is in the clear before it is applied.
 */
final class StagedParts {

    private record Kept(String cut, byte[] sealed) {}

    private final Connections connections;
    private final Envelope envelope;

    StagedParts(Connections connections, Envelope envelope) {
        this.connections = connections;
        this.envelope = envelope;
    }

    /** Keeps a part that is not the last one; the first part of a cut drops what an abandoned cut has left. */
    void keep(Header header, String cut, byte[] sealed) {
        connections.transaction(connection -> {
            if (header.part() == 1) {
                Sql.update(connection, "delete from MR_PART where REALM_ID = ?", header.realmId());
            }
            Sql.update(
                    connection, "delete from MR_PART where REALM_ID = ? and PART = ?", header.realmId(), header.part());
            return Sql.update(
                    connection,
                    "insert into MR_PART (REALM_ID, PART, CUT, SEALED) values (?, ?, ?, ?)",
                    header.realmId(),
                    header.part(),
                    cut,
                    sealed);
        });
    }

    /** All parts of the cut that {@code last} ends, in order. */
    List<Batch> complete(Header header, Batch last) throws IOException, NotAccepted {
        if (header.parts() == 1) {
            return List.of(last);
        }
        List<Kept> kept = connections.transaction(connection -> Sql.list(
                connection,
                "select CUT, SEALED from MR_PART where REALM_ID = ? order by PART",
                row -> new Kept(row.getString(1), row.getBytes(2)),
                header.realmId()));
        if (kept.size() != header.parts() - 1
                || kept.stream().anyMatch(part -> !part.cut().equals(last.cut()))) {
            throw new IOException("the cut has " + header.parts() + " parts, and its first ones are not here");
        }
        List<Batch> parts = new ArrayList<>();
        for (Kept part : kept) {
            parts.add(BatchReader.read(envelope.open(part.sealed()).payload()));
        }
        parts.add(last);
        connections.transaction(
                connection -> Sql.update(connection, "delete from MR_PART where REALM_ID = ?", header.realmId()));
        return parts;
    }
}
