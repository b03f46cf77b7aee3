package io.multiregion.engine.resource;

/**
 * The kinds of resources, in the order in which a first copy goes through them: what others refer to by foreign key comes first.
 */
public enum Kind {
    /** A data key of the realm, with which its secrets are sealed at rest. */
    DATA_KEY,
    /** The realm's own row with its attributes, locales, required actions, default scopes and groups. */
    REALM,
    /** A realm component: key provider, user storage, user profile, client registration policy. */
    COMPONENT,
    /** The configuration of an authenticator. */
    AUTHENTICATOR_CONFIG,
    /** An authentication flow with its executions. */
    FLOW,
    /** An identity provider with its settings. */
    IDENTITY_PROVIDER,
    /** A mapper of an identity provider: Keycloak ties it to the provider by alias only. */
    IDENTITY_PROVIDER_MAPPER,
    /** An organisation with its domains and invitations. */
    ORGANIZATION,
    /** A realm or client role with its attributes and composites. */
    ROLE,
    /** A group with its attributes and role mappings. */
    GROUP,
    /** A client scope with its mappers and role mappings. */
    CLIENT_SCOPE,
    /** A client with its attributes, URIs, mappers and scopes. */
    CLIENT,
    /** A resource server: the authorization services of one client, with its scopes. Its id is the client's id. */
    AUTHORIZATION,
    /** A resource that a resource server protects: there may be any number of them. */
    AUTHORIZATION_RESOURCE,
    /** A policy or permission of a resource server: each share of a resource by its owner is one, too. */
    AUTHORIZATION_POLICY,
    /** A request of one user for another one's resource. */
    PERMISSION_TICKET,
    /** A local user with credentials, attributes, mappings, consents and federated identities. */
    USER,
    /** What Keycloak keeps of a user whose profile is in a user storage provider (the FED_ tables). */
    FEDERATED_USER,
    /** Where one user or client stands in a workflow: its next step, and when that is due. */
    WORKFLOW_STATE,
    /** A user session, online or offline, with its client sessions. */
    SESSION,
    /** A revoked token, by its jti. */
    REVOKED_TOKEN,
    /** What one region has counted of the failed sign-ins of one user. */
    FAILED_SIGN_IN;

    /** Whether it is of a resource server: its cached form is found by that. */
    public boolean ofResourceServer() {
        return this == AUTHORIZATION
                || this == AUTHORIZATION_RESOURCE
                || this == AUTHORIZATION_POLICY
                || this == PERMISSION_TICKET;
    }

    /** Whether secondaries write whole resources of this kind themselves: a region may have some that another one has not, or not yet. */
    public boolean twoWay() {
        return this == SESSION || this == REVOKED_TOKEN || this == FAILED_SIGN_IN;
    }
}
