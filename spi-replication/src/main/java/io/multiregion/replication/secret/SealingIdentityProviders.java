package io.multiregion.replication.secret;

import io.multiregion.engine.secret.stored.Secrets;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.JpaIdentityProviderStorageProvider;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Keycloak's identity providers, the secrets among their settings sealed. */
final class SealingIdentityProviders extends JpaIdentityProviderStorageProvider {

    private final KeycloakSession session;
    private final SealedSettings settings;

    SealingIdentityProviders(KeycloakSession session, Secrets secrets) {
        super(session);
        this.session = session;
        this.settings = new SealedSettings(secrets, "IDENTITY_PROVIDER_CONFIG");
    }

    @Override
    public IdentityProviderModel create(IdentityProviderModel model) {
        if (model.getInternalId() == null) {
            model.setInternalId(KeycloakModelUtils.generateId());
        }
        whileSealed(model, () -> super.create(model));
        return model;
    }

    @Override
    public void update(IdentityProviderModel model) {
        whileSealed(model, () -> super.update(model));
    }

    private void whileSealed(IdentityProviderModel model, Runnable write) {
        Map<String, String> config = model.getConfig();
        model.setConfig(settings.sealed(realmId(), model.getInternalId(), config));
        try {
            write.run();
        } finally {
            model.setConfig(config);
        }
    }

    @Override
    public IdentityProviderModel getById(String internalId) {
        return opened(super.getById(internalId));
    }

    @Override
    public IdentityProviderModel getByAlias(String alias) {
        return opened(super.getByAlias(alias));
    }

    @Override
    public Stream<IdentityProviderModel> getAllStream(IdentityProviderQuery query, Integer first, Integer max) {
        return super.getAllStream(query, first, max).map(this::opened);
    }

    private String realmId() {
        return session.getContext().getRealm().getId();
    }

    private IdentityProviderModel opened(IdentityProviderModel model) {
        if (model != null) {
            model.setConfig(settings.opened(realmId(), model.getInternalId(), model.getConfig()));
        }
        return model;
    }
}
