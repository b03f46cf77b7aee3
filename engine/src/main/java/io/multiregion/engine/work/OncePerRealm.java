package io.multiregion.engine.work;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/** What waits for other regions, each on threads of its own: many realms at a time, and each of them once. */
public final class OncePerRealm {

    private final RegionCrews crews;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public OncePerRealm(RegionCrews crews) {
        this.crews = crews;
    }

    /** Whether something waits for the realm. */
    public boolean isUnderWay(String realmId) {
        return underWay.contains(realmId);
    }

    /**
     * Has something done that waits for a region, unless something is under way for the realm. Does not block.
     *
     * @param work returns whether it goes on
     * @param after done then
     */
    public void begin(String realmId, String region, BooleanSupplier work, Runnable after) {
        if (!underWay.add(realmId)) {
            return;
        }
        try {
            crews.of(region).execute(() -> {
                boolean goesOn;
                try {
                    goesOn = work.getAsBoolean();
                } finally {
                    underWay.remove(realmId);
                }
                if (goesOn) {
                    after.run();
                }
            });
        } catch (RejectedExecutionException e) {
            underWay.remove(realmId);
        }
    }
}
