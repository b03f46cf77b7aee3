package io.multiregion.engine.written;

import io.multiregion.engine.apply.Copies;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Transactions on copies that are under way on this node: each ends once the server's caches have forgotten what it changed. */
public final class Landings implements Copies {

    private final Copies copies;
    private final Set<Object> underWay = ConcurrentHashMap.newKeySet();

    public Landings(Copies copies) {
        this.copies = copies;
    }

    /** Those under way: what was committed before this call has landed when they have ended. */
    Set<Object> now() {
        return Set.copyOf(underWay);
    }

    boolean isUnderWay(Object landing) {
        return underWay.contains(landing);
    }

    @Override
    public <T> T transaction(Work<T> work) {
        Object landing = new Object();
        underWay.add(landing);
        try {
            return copies.transaction(work);
        } finally {
            underWay.remove(landing);
        }
    }

    @Override
    public void establish(String realmId) {
        copies.establish(realmId);
    }

    @Override
    public void rename(String realmId) {
        copies.rename(realmId);
    }

    @Override
    public void remove(String realmId) {
        copies.remove(realmId);
    }
}
