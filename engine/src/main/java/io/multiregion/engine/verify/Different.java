package io.multiregion.engine.verify;

import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A resource that differs.
 *
 * @param difference MISSING on the secondary, EXTRA there, or DIFFERENT
 */
public record Different(String kind, String id, String difference) {

    /** Those that differ of what both sides said of some resources. */
    static List<Different> between(Kind kind, Map<String, Digest> ours, Map<String, Digest> theirs) {
        TreeSet<String> ids = new TreeSet<>(ours.keySet());
        ids.addAll(theirs.keySet());
        List<Different> different = new ArrayList<>();
        for (String id : ids) {
            Digest here = ours.get(id);
            Digest there = theirs.get(id);
            if (there == null) {
                different.add(new Different(kind.name(), id, "MISSING"));
            } else if (here == null) {
                different.add(new Different(kind.name(), id, "EXTRA"));
            } else if (!here.equals(there)) {
                different.add(new Different(kind.name(), id, "DIFFERENT"));
            }
        }
        return different;
    }

    ResourceKey resource() {
        return new ResourceKey(Kind.valueOf(kind), id);
    }
}
