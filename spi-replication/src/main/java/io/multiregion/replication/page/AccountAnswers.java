package io.multiregion.replication.page;

import io.multiregion.replication.start.MultiRegion;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.account.UserRepresentation;
import org.keycloak.representations.idm.UserProfileAttributeMetadata;
import org.keycloak.representations.idm.UserProfileMetadata;
import org.keycloak.services.resources.account.AccountCredentialResource;
import org.keycloak.services.resources.account.AccountCredentialResource.CredentialContainer;

/**
 * What the account console is told on a copy: that no field may be changed, and no credential be set up, changed or removed. It then
 * offers none of that. What is refused is the front door's business.
 */
@Provider
public final class AccountAnswers implements ContainerResponseFilter {

    @Inject
    KeycloakSession session;

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Object told = response.getEntity();
        if (told instanceof UserRepresentation user) {
            if (user.getUserProfileMetadata() != null && isCopy()) {
                lock(user.getUserProfileMetadata());
            }
        } else if (told instanceof Stream<?> many
                && resource.getResourceClass() == AccountCredentialResource.class
                && isCopy()) {
            response.setEntity(many.map(AccountAnswers::locked));
        }
    }

    private boolean isCopy() {
        RealmModel realm = session.getContext().getRealm();
        return realm != null
                && MultiRegion.of(session)
                        .flatMap(region -> region.topology().secondary(realm.getId()))
                        .isPresent();
    }

    static void lock(UserProfileMetadata profile) {
        profile.setAttributes(
                profile.getAttributes().stream().map(AccountAnswers::locked).toList());
    }

    private static UserProfileAttributeMetadata locked(UserProfileAttributeMetadata field) {
        return new UserProfileAttributeMetadata(
                field.getName(),
                field.getDisplayName(),
                field.isRequired(),
                true,
                field.getGroup(),
                field.getAnnotations(),
                field.getValidators(),
                field.isMultivalued(),
                field.getDefaultValue());
    }

    private static Object locked(Object told) {
        return told instanceof CredentialContainer credentials ? new LockedCredentials(credentials) : told;
    }

    /** Credentials of one type that can only be looked at. */
    static final class LockedCredentials extends CredentialContainer {

        LockedCredentials(CredentialContainer credentials) {
            super(credentials.getMetadata(), credentials.getUserCredentialMetadatas());
        }

        @Override
        public String getCreateAction() {
            return null;
        }

        @Override
        public String getUpdateAction() {
            return null;
        }

        @Override
        public boolean isRemoveable() {
            return false;
        }
    }
}
