package io.multiregion.engine.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.multiregion.engine.journal.Arrears;
import io.multiregion.engine.journal.Journal;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.resource.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cut relies on where a snapshot is one of all tables. H2 takes that of a table when the table is first read. */
abstract class CutContract extends DatabaseContract {

    /** And nobody who writes meanwhile waits for the cut. */
    @Test
    void whatCommitsWhileACutIsTakenGetsALaterPosition() {
        Journal journal = new Journal("eu");
        database.run(connection -> Sql.update(
                connection,
                "insert into MR_STREAM (REALM_ID, EPOCH, SEQUENCE, HEARD_EPOCH, HEARD_SEQUENCE, LEVEL_AT, CONTROL)"
                        + " values ('acme', 1, 0, 0, 0, 0, 0)"));
        write(journal, "before");
        database.snapshot(connection -> {
            assertEquals(0, epoch(connection), "it begins");
            write(journal, "meanwhile");
            journal.sequence(connection, "acme", new Position(1, 1), true);
            write(journal, "later");
            return 0;
        });
        assertEquals(List.of("before 1", "meanwhile 0", "later 0"), journalled());
        write(journal, "before");
        database.snapshot(connection -> {
            journal.sequence(connection, "acme", new Position(1, 2), true);
            return 0;
        });
        assertEquals(List.of("meanwhile 2", "later 2", "before 2"), journalled(), "the older one is forgotten");
        boolean more = database.transaction(connection -> Arrears.isMore(connection, "acme", 2, 0));
        assertFalse(more);
    }

    private void write(Journal journal, String id) {
        Transactions.result(transactions.start(connection -> {
            journal.append(connection, "acme", 1, List.of(new ResourceKey(Kind.USER, id)), 1);
            return 0;
        }));
    }

    private List<String> journalled() {
        return database.transaction(connection -> Sql.list(
                connection,
                "select RESOURCE_ID, SEQUENCE from MR_JOURNAL order by ID",
                row -> row.getString(1) + " " + row.getLong(2)));
    }
}
