package io.multiregion.engine.cut.copy;

import io.multiregion.engine.journal.Arrears;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Change;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a replica lacks that is far behind, page by page, as a copy goes through a realm: stage by stage, so that every row finds what it
 * refers to. What changes again meanwhile, of the stages that were reached, comes with the next page.
 */
public final class LatePages {

    /**
     * @param changes what it takes in
     * @param reached the last stage that it has something of, or has found to have no more
     * @param paged how many of the changes are those that were due, and not what has changed again
     * @param to the copy cursor after it
     */
    public record Page(List<Change> changes, int reached, int paged, String to) {}

    private final CopyStages stages;

    public LatePages(CopyStages stages) {
        this.stages = stages;
    }

    /**
     * The next page, for a replica that has confirmed the sequence {@code acknowledged}. If more than fits into one has changed again, all
     * begins anew: what is due then has that in it.
     *
     * @param most how many resources are due in it at most; as many may have changed again
     */
    public Page next(
            Connection connection, String realmId, long acknowledged, Set<Kind> kinds, LateCursor from, int most)
            throws SQLException {
        List<Change> again = Arrears.after(connection, realmId, acknowledged, reached(from.stage(), kinds), most + 1);
        return again.size() > most
                ? page(connection, realmId, kinds, from.to(0, ""), List.of(), most)
                : page(connection, realmId, kinds, from, again, most);
    }

    private Page page(
            Connection connection, String realmId, Set<Kind> kinds, LateCursor from, List<Change> again, int most)
            throws SQLException {
        List<Change> changes = new ArrayList<>(again);
        int copied = stages.reachedBy(from.then());
        // over an older copy, what is gone is said of the stages as well that the copy has yet to reach
        int last = Batch.isOver(from.then()) ? stages.last() : copied;
        LateCursor cursor = from;
        int room = most;
        while (cursor.stage() <= last && room > 0) {
            Kind kind = stages.kind(cursor.stage());
            if (!kinds.contains(kind) || stages.isRepeated(cursor.stage())) {
                cursor = cursor.to(cursor.stage() + 1, "");
                continue;
            }
            List<Change> due = Arrears.page(connection, realmId, from.since(), kind, cursor.lastId(), room);
            changes.addAll(due);
            cursor = due.size() == room
                    ? cursor.to(cursor.stage(), due.get(room - 1).resource().id())
                    : cursor.to(cursor.stage() + 1, "");
            room -= due.size();
            if (kind == Kind.DATA_KEY && !due.isEmpty()) {
                break;
            }
        }
        boolean over = cursor.stage() > last;
        return new Page(
                once(changes), Math.min(cursor.stage(), copied), most - room, over ? from.then() : cursor.toString());
    }

    private static List<Change> once(List<Change> changes) {
        Map<ResourceKey, Change> once = new LinkedHashMap<>();
        changes.forEach(change -> once.putIfAbsent(change.resource(), change));
        return List.copyOf(once.values());
    }

    private Set<Kind> reached(int stage, Set<Kind> kinds) {
        Set<Kind> reached = EnumSet.noneOf(Kind.class);
        for (int i = 0; i <= stage && i <= stages.last(); i++) {
            reached.add(stages.kind(i));
        }
        reached.retainAll(kinds);
        return reached;
    }
}
