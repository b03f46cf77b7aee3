package io.multiregion.engine.wayback;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.back.Returns.Due;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.cut.ResourceRows;
import io.multiregion.engine.ended.EndedSessions;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.message.batch.Section;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes to the primary in one message.
 *
 * @param sent what it speaks of
 * @param none of what there is nothing to say: what was written is gone, and nobody has ended it
 * @param rows as they were at one instant
 */
record ReturnPage(List<Due> sent, List<Due> none, byte[] rows) {

    /** Some entries are of the same resource. */
    private static final int ENTRIES = 500;

    private static final int BYTES = 1 << 20;

    /** What comes next of a realm, in the caller's snapshot. @param knocking whether as little as there may be */
    static ReturnPage next(Connection connection, String realmId, ResourceRows resources, long now, boolean knocking)
            throws SQLException {
        List<Due> due = Returns.due(connection, realmId, now, knocking ? 1 : ENTRIES);
        return of(connection, realmId, due, resources, now);
    }

    /** What is to be said of some, as much as goes into one message. */
    static ReturnPage of(Connection connection, String realmId, List<Due> due, ResourceRows resources, long now)
            throws SQLException {
        List<Change> told = EndedSessions.told(
                connection, realmId, due.stream().map(Due::change).toList());
        List<Due> sent = new ArrayList<>();
        List<Due> none = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < told.size() && bytes < BYTES; i++) {
            Change change = told.get(i);
            Batch rows = resources.read(connection, realmId, change, OwnedTable::back);
            if (change.ended().isEmpty() && !ResourceRows.isThere(rows)) {
                none.add(due.get(i));
                continue;
            }
            sent.add(due.get(i));
            changes.add(change);
            sections.addAll(rows.sections());
            bytes += ResourceRows.bytes(rows).length;
        }
        Batch all = new Batch("return", now, 0, Optional.empty(), changes, sections);
        return new ReturnPage(sent, none, ResourceRows.bytes(all));
    }
}
