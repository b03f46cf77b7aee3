package io.multiregion.replication.door;

import io.multiregion.replication.guard.Matter;
import io.multiregion.replication.guard.RegionalWrite;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table of what an active secondary serves, by resource class and method. The verb alone does not tell: some POSTs only
 * read or write what is regional (tokens, sessions, events), and some GETs write. What stands in no row goes by the
 * verb: a safe one is served, any other is refused, so that an extension's or a later Keycloak's writes fail closed.
 * The page for people is made of the same rows, and so are the reviewed verdicts of the test.
 */
final class Served {

    /**
     * What becomes of a call: it is answered, and writes nothing that another region is to know; it is answered, and what it writes goes
     * back to the primary and from there to all regions; or it is not done here: 409, with the primary's address.
     */
    enum Fate {
        SERVE,
        TRAVEL,
        REFUSE
    }

    /**
     * One purpose, for people.
     *
     * @param writes what of it travels
     * @param matter what the page is about that people get, where it is refused
     * @param methods by the name of the resource class
     */
    record Row(
            String what,
            Fate fate,
            Set<RegionalWrite> writes,
            Optional<Matter> matter,
            Map<String, Set<String>> methods) {}

    private record At(String type, Set<String> methods) {}

    private static final String RESOURCES = "org.keycloak.services.resources.";
    private static final String ADMIN = RESOURCES + "admin.";
    private static final String OIDC = "org.keycloak.protocol.oidc.";
    private static final String LOGIN = RESOURCES + "LoginActionsService";
    private static final String BROKER = RESOURCES + "IdentityBrokerService";

    private static final List<Row> SIGN_IN = List.of(
            row(
                    "sign-in pages and forms",
                    Set.of(RegionalWrite.SESSION, RegionalWrite.CREDENTIAL, RegionalWrite.FAILED_SIGN_IN),
                    at(LOGIN, "authenticate", "authenticateForm", "restartSession")),
            row("consent", Set.of(RegionalWrite.CONSENT, RegionalWrite.SESSION), at(LOGIN, "processConsent")),
            row(
                    "sign-in through an identity provider, for users who are linked",
                    Set.of(RegionalWrite.SESSION),
                    at(LOGIN, "postBrokerLoginGet", "postBrokerLoginPost"),
                    at(BROKER, "performLogin", "performPostLogin", "afterPostBrokerLoginFlow"),
                    at("org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider$Endpoint", "authResponse"),
                    at(
                            "org.keycloak.broker.saml.SAMLEndpoint",
                            "redirectBinding",
                            "postBinding",
                            "redirectBindingIdpInitiated",
                            "postBindingIdpInitiated")),
            row(
                    "authorization endpoint (OpenID Connect)",
                    Set.of(RegionalWrite.SESSION),
                    at(OIDC + "endpoints.AuthorizationEndpoint", "buildGet", "buildPost")),
            row(
                    "token endpoint: every grant",
                    Set.of(RegionalWrite.SESSION, RegionalWrite.REVOKED_TOKEN, RegionalWrite.FAILED_SIGN_IN),
                    at(OIDC + "endpoints.TokenEndpoint", "processGrantRequest")),
            row(
                    "revocation of tokens",
                    Set.of(RegionalWrite.SESSION, RegionalWrite.REVOKED_TOKEN),
                    at(OIDC + "endpoints.TokenRevocationEndpoint", "revoke")),
            row(
                    "logout, also by an identity provider",
                    Set.of(RegionalWrite.SESSION),
                    at(
                            OIDC + "endpoints.LogoutEndpoint",
                            "logout",
                            "logoutConfirmGet",
                            "logoutConfirmAction",
                            "backchannelLogout"),
                    at("org.keycloak.broker.oidc.KeycloakOIDCIdentityProvider$KeycloakEndpoint", "backchannelLogout")),
            row(
                    "SAML: sign-in, logout, artifacts",
                    Set.of(RegionalWrite.SESSION),
                    at(
                            "org.keycloak.protocol.saml.SamlService",
                            "redirectBinding",
                            "postBinding",
                            "idpInitiatedSSO",
                            "soapBinding",
                            "artifactResolutionService")));

    private static final List<Row> OTHERS = List.of(
            row(
                    "introspection, userinfo",
                    Set.of(),
                    at(OIDC + "endpoints.TokenIntrospectionEndpoint", "introspect"),
                    at(OIDC + "endpoints.UserInfoEndpoint", "issueUserInfoGet", "issueUserInfoPost")),
            row(
                    "pushed, device and CIBA requests",
                    Set.of(),
                    at(OIDC + "par.endpoints.ParEndpoint", "request"),
                    at(OIDC + "grants.device.endpoints.DeviceEndpoint", "handleDeviceRequest", "verifyUserCode"),
                    at(OIDC + "grants.ciba.endpoints.BackchannelAuthenticationEndpoint", "processGrantRequest"),
                    at(
                            OIDC + "grants.ciba.endpoints.BackchannelAuthenticationCallbackEndpoint",
                            "processAuthenticationChannelResult")),
            row(
                    "tokens of identity providers, nonces of credential issuers",
                    Set.of(),
                    at(BROKER, "retrieveTokenV2"),
                    at("org.keycloak.protocol.oid4vc.issuance.OID4VCIssuerEndpoint", "getCNonce")),
            row(
                    "UMA tickets, evaluation of policies, SCIM search, checks of SSF subjects",
                    Set.of(),
                    at("org.keycloak.authorization.authzen.AuthZenResource", "evaluate", "evaluations"),
                    at("org.keycloak.authorization.protection.permission.PermissionService", "create"),
                    at("org.keycloak.authorization.admin.PolicyEvaluationService", "evaluate"),
                    at("org.keycloak.scim.services.ScimResourceTypeResource", "search"),
                    at("org.keycloak.ssf.services.admin.SsfAdminResource", "checkSubject")),
            row(
                    "administration: export, tests of connections, keystores",
                    Set.of(),
                    at(ADMIN + "RealmAdminResource", "partialExport", "convertClientDescription", "testSMTPConnection"),
                    at(ADMIN + "IdentityProvidersResource", "importFrom", "uploadCertificate"),
                    at(ADMIN + "ClientAttributeCertificateResource", "getKeystore"),
                    at(ADMIN + "TestLdapConnectionResource", "testLDAPConnection"),
                    at(ADMIN + "LdapServerCapabilitiesResource", "ldapServerCapabilities")),
            row(
                    "administration: this region's caches and events are cleared",
                    Set.of(),
                    at(ADMIN + "RealmAdminResource", "clearEvents", "clearAdminEvents"),
                    at(ADMIN + "ClearRealmCacheResource", "clearRealmCache"),
                    at(ADMIN + "ClearUserCacheResource", "clearUserCache"),
                    at(ADMIN + "ClearKeysCacheResource", "clearKeysCache"),
                    at(ADMIN + "ClearCrlCacheResource", "clearCrlCache")),
            row(
                    "administration: lockouts are lifted",
                    Set.of(RegionalWrite.FAILED_SIGN_IN),
                    at(ADMIN + "AttackDetectionResource", "clearAllBruteForce", "clearBruteForceForUser")),
            row(
                    "administration: impersonation",
                    Set.of(RegionalWrite.SESSION),
                    at(ADMIN + "UserResource", "impersonate")));

    /** Safe verbs among them write, or begin what a secondary could not finish. */
    private static final List<Row> PAUSED = List.of(
            refused("registration", Matter.REGISTRATION, at(LOGIN, "registerPage", "processRegister")),
            refused("reset of credentials", Matter.RESET, at(LOGIN, "resetCredentialsGET", "resetCredentialsPOST")),
            refused("links in e-mails", Matter.LINK, at(LOGIN, "executeActionToken")),
            refused("required actions that write", Matter.ACTION, at(LOGIN, "requiredActionPOST")),
            refused(
                    "first sign-in through an identity provider",
                    Matter.FIRST_SIGN_IN,
                    at(LOGIN, "firstBrokerLoginGet", "firstBrokerLoginPost"),
                    at(BROKER, "afterFirstBrokerLogin")),
            refused(
                    "linking of accounts",
                    Matter.ACCOUNT,
                    at(BROKER, "clientInitiatedAccountLinking"),
                    at(RESOURCES + "account.LinkedAccountsResource", "buildLinkedAccountURI")));

    /** Required actions that write nothing but what is regional: the consent page, one that asks nothing, one that looks itself. */
    static final Set<String> ACTIONS = Set.of("OAUTH_GRANT", "update_user_locale", "VERIFY_PROFILE");

    private static final Map<String, Row> BY_METHOD = byMethod();

    private Served() {}

    static boolean serves(Call call) {
        return fate(call) != Fate.REFUSE;
    }

    static Fate fate(Call call) {
        if (startsWrite(call)) {
            return Fate.REFUSE;
        }
        Row row = BY_METHOD.get(named(call));
        return row != null ? row.fate() : call.safe() ? Fate.SERVE : Fate.REFUSE;
    }

    /** All of it, in the order of the page. */
    static List<Row> rows() {
        return Stream.of(SIGN_IN, OTHERS, PAUSED).flatMap(List::stream).toList();
    }

    /** Methods that serve several purposes, told apart by path and query. */
    private static boolean startsWrite(Call call) {
        return switch (call.method()) {
            case "requiredActionGET" -> {
                String action = call.query().apply("execution");
                yield action != null && !ACTIONS.contains(action);
            }
            case "buildGet", "buildPost" ->
                call.path().endsWith("/registrations")
                        || call.path().endsWith("/forgot-credentials")
                        || "create".equals(call.query().apply("prompt"));
            default -> false;
        };
    }

    /** The method that answers, as the table names it; one that is not in it by its own class. */
    static String named(Call call) {
        Class<?> type = call.resource();
        while (type != null && !BY_METHOD.containsKey(type.getName() + "#" + call.method())) {
            type = type.getSuperclass();
        }
        return (type == null ? call.resource() : type).getName() + "#" + call.method();
    }

    private static Map<String, Row> byMethod() {
        Map<String, Row> found = new HashMap<>();
        rows().forEach(row -> row.methods()
                .forEach((type, methods) -> methods.forEach(method -> {
                    if (found.put(type + "#" + method, row) != null) {
                        throw new IllegalStateException(type + "#" + method + " is in two rows");
                    }
                })));
        return found;
    }

    private static Row row(String what, Set<RegionalWrite> writes, At... places) {
        return new Row(what, writes.isEmpty() ? Fate.SERVE : Fate.TRAVEL, writes, Optional.empty(), methods(places));
    }

    private static Row refused(String what, Matter matter, At... places) {
        return new Row(what, Fate.REFUSE, Set.of(), Optional.of(matter), methods(places));
    }

    private static Map<String, Set<String>> methods(At... places) {
        Map<String, Set<String>> methods = new HashMap<>();
        Arrays.stream(places).forEach(at -> methods.put(at.type(), at.methods()));
        return methods;
    }

    private static At at(String type, String... methods) {
        return new At(type, Set.of(methods));
    }
}
