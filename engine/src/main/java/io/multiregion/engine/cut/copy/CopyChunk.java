package io.multiregion.engine.cut.copy;

import io.multiregion.engine.catalogue.OwnedTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a first copy that one cut carries: the next resources of one stage, and of those after it for as long as there is room.
 * Filled while it is read.
 */
public final class CopyChunk {

    private final Map<OwnedTable, List<String>> owners = new LinkedHashMap<>();
    private final int most;
    private int reached;
    private int size;
    private long copied;

    /** @param most how many resources it may have */
    public CopyChunk(int most) {
        this.most = most;
    }

    /** @param counts whether these resources are new to the copy, and have not been in an earlier stage */
    void add(int stage, List<OwnedTable> tables, List<String> ids, boolean counts) {
        reached = stage;
        size += ids.size();
        copied += counts ? ids.size() : 0;
        tables.forEach(
                table -> owners.computeIfAbsent(table, t -> new ArrayList<>()).addAll(ids));
    }

    /** How many resources it has. */
    public int size() {
        return size;
    }

    /** How many more it may have. */
    int room() {
        return most - size;
    }

    /** The last stage that it has something of. */
    public int reached() {
        return reached;
    }

    /** How many resources it adds to the copy. */
    public long copied() {
        return copied;
    }

    /** Whose rows are to be read, table by table. */
    public Map<OwnedTable, List<String>> owners() {
        return owners;
    }
}
