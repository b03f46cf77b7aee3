package io.multiregion.replication.once;

import io.multiregion.engine.resource.RevokedTokenId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Keycloak's single-use objects, of which other regions learn what was used: a one-time code, a proof, an assertion. A use is the
 * revocation of a token that nobody has: its row travels, is merged, ends, and is put into the other region's store as any of them is.
 *
 * <p>What is stored to be taken out again (authorization codes, device codes, pushed requests) is good in the region that has it.
 */
final class UsedOnce implements SingleUseObjectProvider {

    private static final String REFRESH_LOCK = "refreshLock:";
    private static final String DEVICE_CODE = "dc.";
    private static final String POLLING = ".polling";

    /** Told what was used here for the first time. */
    @FunctionalInterface
    interface Noted {
        void used(String key, String use, long seconds);
    }

    private final Supplier<Optional<String>> realm;
    private final SingleUseObjectProvider stored;
    private final Supplier<RevokedTokenProvider> revoked;
    private final Noted noted;

    /**
     * @param realm the id of the replicated realm that the request is about at the time, if it is about one
     * @param stored Keycloak's own
     * @param revoked Keycloak's own, which takes ids as they are stored; it uses this provider itself
     */
    UsedOnce(
            Supplier<Optional<String>> realm,
            SingleUseObjectProvider stored,
            Supplier<RevokedTokenProvider> revoked,
            Noted noted) {
        this.realm = realm;
        this.stored = stored;
        this.revoked = revoked;
        this.noted = noted;
    }

    @Override
    public boolean putIfAbsent(String key, long lifespanInSeconds) {
        Optional<String> replicated = staysHere(key) ? Optional.empty() : realm.get();
        if (replicated.isEmpty()) {
            return stored.putIfAbsent(key, lifespanInSeconds);
        }
        String use = RevokedTokenId.ofUse(replicated.get(), key);
        if (revoked.get().contains(use) || !stored.putIfAbsent(key, lifespanInSeconds)) {
            return false;
        }
        noted.used(key, use, lifespanInSeconds);
        return true;
    }

    /** A lock and a pace are of this region's servers, and a revocation is on its way already. */
    private static boolean staysHere(String key) {
        return RevokedTokenId.is(key)
                || key.startsWith(REFRESH_LOCK)
                || key.startsWith(DEVICE_CODE) && key.endsWith(POLLING);
    }

    @Override
    public boolean contains(String key) {
        return stored.contains(key);
    }

    @Override
    public void put(String key, long lifespanSeconds, Map<String, String> notes) {
        stored.put(key, lifespanSeconds, notes);
    }

    @Override
    public Map<String, String> get(String key) {
        return stored.get(key);
    }

    @Override
    public Map<String, String> remove(String key) {
        return stored.remove(key);
    }

    @Override
    public boolean replace(String key, Map<String, String> notes) {
        return stored.replace(key, notes);
    }

    @Override
    public void close() {}
}
