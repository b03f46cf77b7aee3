package io.multiregion.replication.session;

import io.multiregion.engine.resource.RevokedTokenId;
import java.util.function.Supplier;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RevokedTokenProvider;

/**
 * Revokes a token in the realm that the request is about, and there only: whoever may write another realm cannot revoke it. What was
 * revoked before this extension was there has no realm, and is revoked here in whichever it is asked for.
 */
final class RealmRevocations implements RevokedTokenProvider {

    private final Supplier<RealmModel> realm;
    private final RevokedTokenProvider stored;

    /**
     * @param realm what the request is about at the time, or null
     * @param stored takes ids as they are stored
     */
    RealmRevocations(Supplier<RealmModel> realm, RevokedTokenProvider stored) {
        this.realm = realm;
        this.stored = stored;
    }

    @Override
    public boolean put(String id, long lifespanSeconds) {
        return !isOfNoRealm(id) && stored.put(ofThisRealm(id), lifespanSeconds);
    }

    @Override
    public boolean contains(String id) {
        return stored.contains(ofThisRealm(id)) || isOfNoRealm(id);
    }

    private boolean isOfNoRealm(String id) {
        return stored.contains(id);
    }

    private String ofThisRealm(String id) {
        RealmModel now = realm.get();
        return now == null ? id : RevokedTokenId.of(now.getId(), id);
    }

    @Override
    public void close() {}
}
