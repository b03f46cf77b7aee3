package io.multiregion.engine.cut.copy;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.catalogue.OwnedTable;
import io.multiregion.engine.catalogue.Selects;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All stages of a copy, in order: what the next chunk has, and what a change has in the stages that were reached. */
public final class CopyStages {

    private final Catalogue catalogue;
    private final Selects selects;
    private final List<CopyStage> stages;

    public CopyStages(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.selects = catalogue.selects();
        this.stages = CopyStage.all(catalogue);
    }

    /** The last one. */
    public int last() {
        return stages.size() - 1;
    }

    /** What kind of resources one has. */
    Kind kind(int stage) {
        return stages.get(stage).owners().kind();
    }

    /** Whether an earlier one has all that this one has, where an older copy is. */
    boolean isRepeated(int stage) {
        List<OwnedTable> tables = stages.get(stage).tablesOver();
        return stages.subList(0, stage).stream()
                .anyMatch(earlier -> earlier.tablesOver().equals(tables));
    }

    /** The last one that a copy has something of that stands at a cursor. */
    public int reachedBy(String copyCursor) {
        return copyCursor.equals(Batch.COPY_DONE)
                ? last()
                : CopyCursor.parse(copyCursor).stage();
    }

    /**
     * The tables to read for each changed resource. During the first copy only those that the copy has reached: what comes
     * later is read when the copy gets there, and must not come before what it refers to.
     */
    public Map<OwnedTable, List<String>> wanted(List<Change> changes, int reached, boolean over) {
        Map<Kind, List<String>> ids = ids(changes);
        Map<OwnedTable, List<String>> wanted = new LinkedHashMap<>();
        for (CopyStage stage : stages.subList(0, reached + 1)) {
            for (OwnedTable table : stage.tables(over)) {
                List<String> changed = ids.get(table.kind());
                if (changed != null) {
                    wanted.put(table, new ArrayList<>(changed));
                }
            }
        }
        return wanted;
    }

    /**
     * Fills a chunk from a cursor on, and returns the cursor after it. Data keys go before all else: what comes after them may have to
     * wait in the secondary's database, sealed with them. Stages of other kinds than those asked for are passed over.
     */
    public String fill(CopyChunk chunk, Connection connection, String realmId, CopyCursor from, Set<Kind> kinds)
            throws SQLException {
        CopyCursor cursor = from;
        while (cursor.stage() < stages.size() && chunk.room() > 0) {
            CopyStage stage = stages.get(cursor.stage());
            if (!kinds.contains(stage.owners().kind())) {
                cursor = cursor.to(cursor.stage() + 1, "");
                continue;
            }
            int room = chunk.room();
            List<String> ids = nextIds(connection, realmId, stage, cursor.lastId(), room);
            chunk.add(cursor.stage(), stage.tables(cursor.over()), ids, isCounted(stage));
            cursor = ids.size() == room
                    ? cursor.to(cursor.stage(), ids.get(room - 1))
                    : cursor.to(cursor.stage() + 1, "");
            if (stage.owners().kind() == Kind.DATA_KEY && !ids.isEmpty()) {
                break;
            }
        }
        return cursor.stage() == stages.size() ? Batch.COPY_DONE : cursor.toString();
    }

    private List<String> nextIds(Connection connection, String realmId, CopyStage stage, String lastId, int most)
            throws SQLException {
        OwnedTable owners = stage.owners();
        String sql = selects.nextOwners(owners);
        return Sql.list(connection, sql, row -> row.getString(1), realmId, lastId, most);
    }

    /** Whether a stage's resources count as copied: each resource counts once, in the stage of its root. */
    private boolean isCounted(CopyStage stage) {
        OwnedTable root = catalogue.ownership().root(stage.owners().kind());
        return stage.tables().contains(root);
    }

    /** How many resources of some kinds a realm has. */
    public long count(Connection connection, String realmId, Set<Kind> kinds) throws SQLException {
        long count = 0;
        for (CopyStage stage : stages) {
            if (isCounted(stage) && kinds.contains(stage.owners().kind())) {
                count += Sql.first(connection, selects.countOwners(stage.owners()), row -> row.getLong(1), realmId)
                        .orElse(0L);
            }
        }
        return count;
    }

    /** The ids of the changed resources, by kind. */
    public static Map<Kind, List<String>> ids(List<Change> changes) {
        Map<Kind, List<String>> ids = new LinkedHashMap<>();
        changes.forEach(change -> ids.computeIfAbsent(change.resource().kind(), kind -> new ArrayList<>())
                .add(change.resource().id()));
        return ids;
    }
}
