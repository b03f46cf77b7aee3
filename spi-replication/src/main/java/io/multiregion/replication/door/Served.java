package io.multiregion.replication.door;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/**
 * The table of what an active secondary serves, by resource class and method. The verb alone does not tell: some POSTs only
 * read or write what is regional (tokens, sessions, events), and some GETs write. What stands in neither list goes by the
 * verb: a safe one is served, any other is refused, so that an extension's or a later Keycloak's writes fail closed.
 */
final class Served {

    /** Unsafe verbs that are served: what they write is regional, or they write nothing. */
    private static final Map<String, Set<String>> SERVED = Map.ofEntries(
            // Sign-in. Consents are written locally; without them the code could not be exchanged.
            row(
                    "org.keycloak.services.resources.LoginActionsService",
                    "authenticateForm",
                    "postBrokerLoginPost",
                    "processConsent"),
            row("org.keycloak.services.resources.IdentityBrokerService", "performPostLogin", "retrieveTokenV2"),
            row("org.keycloak.broker.saml.SAMLEndpoint", "postBinding", "postBindingIdpInitiated"),
            row("org.keycloak.broker.oidc.KeycloakOIDCIdentityProvider$KeycloakEndpoint", "backchannelLogout"),
            // OpenID Connect
            row("org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint", "buildPost"),
            row("org.keycloak.protocol.oidc.endpoints.TokenEndpoint", "processGrantRequest"),
            row("org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint", "introspect"),
            row("org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint", "revoke"),
            row("org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint", "issueUserInfoPost"),
            row(
                    "org.keycloak.protocol.oidc.endpoints.LogoutEndpoint",
                    "logout",
                    "logoutConfirmAction",
                    "backchannelLogout"),
            row("org.keycloak.protocol.oidc.par.endpoints.ParEndpoint", "request"),
            row(
                    "org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint",
                    "handleDeviceRequest",
                    "verifyUserCode"),
            row(
                    "org.keycloak.protocol.oidc.grants.ciba.endpoints.BackchannelAuthenticationEndpoint",
                    "processGrantRequest"),
            row(
                    "org.keycloak.protocol.oidc.grants.ciba.endpoints.BackchannelAuthenticationCallbackEndpoint",
                    "processAuthenticationChannelResult"),
            row("org.keycloak.protocol.oid4vc.issuance.OID4VCIssuerEndpoint", "getCNonce"),
            // SAML
            row("org.keycloak.protocol.saml.SamlService", "postBinding", "soapBinding", "artifactResolutionService"),
            // Authorization: a permission ticket is a signed token here, evaluations and searches read
            row("org.keycloak.authorization.authzen.AuthZenResource", "evaluate", "evaluations"),
            row("org.keycloak.authorization.protection.permission.PermissionService", "create"),
            row("org.keycloak.authorization.admin.PolicyEvaluationService", "evaluate"),
            row("org.keycloak.scim.services.ScimResourceTypeResource", "search"),
            // Administration that reads, tests a connection, or touches only this region's caches, counters and events
            row(
                    "org.keycloak.services.resources.admin.RealmAdminResource",
                    "partialExport",
                    "convertClientDescription",
                    "testSMTPConnection",
                    "clearEvents",
                    "clearAdminEvents"),
            row("org.keycloak.services.resources.admin.IdentityProvidersResource", "importFrom", "uploadCertificate"),
            row("org.keycloak.services.resources.admin.ClientAttributeCertificateResource", "getKeystore"),
            row("org.keycloak.services.resources.admin.TestLdapConnectionResource", "testLDAPConnection"),
            row("org.keycloak.services.resources.admin.LdapServerCapabilitiesResource", "ldapServerCapabilities"),
            row("org.keycloak.services.resources.admin.ClearRealmCacheResource", "clearRealmCache"),
            row("org.keycloak.services.resources.admin.ClearUserCacheResource", "clearUserCache"),
            row("org.keycloak.services.resources.admin.ClearKeysCacheResource", "clearKeysCache"),
            row("org.keycloak.services.resources.admin.ClearCrlCacheResource", "clearCrlCache"),
            row(
                    "org.keycloak.services.resources.admin.AttackDetectionResource",
                    "clearAllBruteForce",
                    "clearBruteForceForUser"),
            row("org.keycloak.services.resources.admin.UserResource", "impersonate"),
            row("org.keycloak.ssf.services.admin.SsfAdminResource", "checkSubject"));

    /** Safe verbs that are refused: they write, or they begin what a secondary could not finish. */
    private static final Map<String, Set<String>> REFUSED = Map.ofEntries(
            row(
                    "org.keycloak.services.resources.LoginActionsService",
                    "registerPage",
                    "resetCredentialsGET",
                    "executeActionToken",
                    "firstBrokerLoginGet"),
            row(
                    "org.keycloak.services.resources.IdentityBrokerService",
                    "clientInitiatedAccountLinking",
                    "afterFirstBrokerLogin"),
            row("org.keycloak.services.resources.account.LinkedAccountsResource", "buildLinkedAccountURI"));

    /** Required actions that write nothing but what is regional: the consent page, one that has nothing to ask, one that looks by itself. */
    private static final Set<String> SERVED_ACTIONS = Set.of("OAUTH_GRANT", "update_user_locale", "VERIFY_PROFILE");

    private Served() {}

    static boolean serves(Call call) {
        if (startsWrite(call)) {
            return false;
        }
        return listed(SERVED, call) || call.safe() && !listed(REFUSED, call);
    }

    /** Methods that serve several purposes, told apart by path and query. */
    private static boolean startsWrite(Call call) {
        return switch (call.method()) {
            case "requiredActionGET" -> {
                String action = call.query().apply("execution");
                yield action != null && !SERVED_ACTIONS.contains(action);
            }
            case "buildGet", "buildPost" ->
                call.path().endsWith("/registrations")
                        || call.path().endsWith("/forgot-credentials")
                        || "create".equals(call.query().apply("prompt"));
            default -> false;
        };
    }

    private static boolean listed(Map<String, Set<String>> rows, Call call) {
        for (Class<?> type = call.resource(); type != null; type = type.getSuperclass()) {
            if (rows.getOrDefault(type.getName(), Set.of()).contains(call.method())) {
                return true;
            }
        }
        return false;
    }

    private static Map.Entry<String, Set<String>> row(String type, String... methods) {
        return entry(type, Set.of(methods));
    }
}
