package io.multiregion.engine.journal;

import io.multiregion.engine.catalogue.Ownership;
import io.multiregion.engine.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the request that runs on a thread has written of replicated realms, for whoever answers it. A transaction that was rolled back after
 * all may be in it: its position is that of what was there before, and does no harm.
 */
public final class Written {

    /**
     * What was written of one realm.
     *
     * @param epoch the one that it was written in
     * @param lasting whether it is more than what a sign-in leaves
     */
    public record Write(String realmId, long epoch, boolean lasting) {

        private Write and(Write other) {
            return new Write(realmId, Math.max(epoch, other.epoch), lasting || other.lasting);
        }
    }

    private static final Ownership OWNERSHIP = Ownership.load();

    private static final ThreadLocal<Map<String, Write>> HERE = new ThreadLocal<>();

    private Written() {}

    /** A request begins: from now on it is noted what this thread writes. */
    public static void begin() {
        HERE.set(new LinkedHashMap<>());
    }

    static void note(String realmId, long epoch, Collection<ResourceKey> changed) {
        Map<String, Write> here = HERE.get();
        if (here != null) {
            boolean lasting = changed.stream().anyMatch(resource -> OWNERSHIP.isLasting(resource.kind()));
            here.merge(realmId, new Write(realmId, epoch, lasting), Write::and);
        }
    }

    /** What this thread has written since the request began; nothing is noted from now on. */
    public static List<Write> end() {
        Map<String, Write> here = HERE.get();
        HERE.remove();
        return here == null ? List.of() : new ArrayList<>(here.values());
    }
}
