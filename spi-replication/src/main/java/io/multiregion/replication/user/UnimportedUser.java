package io.multiregion.replication.user;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/** Somebody whom a user storage knows and the realm does not yet, in the memory of one request. The storage finds him by his id. */
final class UnimportedUser extends InMemoryUserAdapter {

    private String storage;

    UnimportedUser(KeycloakSession session, RealmModel realm, String username) {
        super(session, realm, KeycloakModelUtils.generateId());
        super.setUsername(username);
    }

    @Override
    public String getId() {
        return storage == null ? id : new StorageId(storage, getUsername()).getId();
    }

    @Override
    public void setFederationLink(String link) {
        storage = link;
        super.setFederationLink(link);
    }
}
