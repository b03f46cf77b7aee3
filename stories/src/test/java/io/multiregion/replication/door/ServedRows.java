package io.multiregion.replication.door;

import java.util.Set;
import java.util.TreeSet;

/** The table of what a secondary serves, for stories that carry it out. */
public final class ServedRows {

    private ServedRows() {}

    /** What a secondary's door says and writes down of each method of the table. */
    public static Set<String> verdicts() {
        var verdicts = new TreeSet<String>();
        for (var row : Served.rows()) {
            var verdict = row.fate() == Served.Fate.REFUSE ? DoorVerdict.REFUSE_WRITE : DoorVerdict.SERVE;
            row.methods()
                    .forEach((type, methods) ->
                            methods.forEach(method -> verdicts.add(verdict + " " + type + "#" + method)));
        }
        return verdicts;
    }
}
