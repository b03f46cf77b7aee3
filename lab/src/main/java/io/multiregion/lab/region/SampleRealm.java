package io.multiregion.lab.region;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;

/**
 * A realm with something of everything: users, clients, roles, groups, an identity provider, organisations and authorization services.
 * {@link #CLIENT} may use the direct grant, and {@link #USER} signs in with {@link #PASSWORD}.
 */
public record SampleRealm(String name, String frontendUrl, int users) {

    public static final String CLIENT = "shop";
    public static final String SECRET = "shop-secret";
    public static final String USER = "alice";
    public static final String PASSWORD = "alice-secret";

    private static final String REALM = """
            {
              realm: '%s', enabled: true, displayName: 'Acmé', registrationAllowed: true, resetPasswordAllowed: true,
              rememberMe: true, organizationsEnabled: true, attributes: {frontendUrl: '%s'},
              internationalizationEnabled: true, supportedLocales: ['en', 'de'], defaultLocale: 'en',
              roles: {
                realm: [{name: 'buyer', composite: true, composites: {client: {shop: ['cashier']}}}, {name: 'seller'}],
                client: {shop: [{name: 'cashier', attributes: {limit: ['100']}}]}
              },
              groups: [{name: 'staff', attributes: {cost: ['7']}, realmRoles: ['seller'],
                subGroups: [{name: 'north'}, {name: 'south'}]}],
              clients: [
                {clientId: 'shop', secret: 'shop-secret', directAccessGrantsEnabled: true, serviceAccountsEnabled: true,
                 redirectUris: ['http://shop.test/*'], fullScopeAllowed: true, authorizationServicesEnabled: true,
                 protocolMappers: [{name: 'own audience', protocol: 'openid-connect', protocolMapper: 'oidc-audience-mapper',
                   config: {'included.client.audience': 'shop', 'access.token.claim': 'true', 'introspection.token.claim': 'true'}}],
                 authorizationSettings: {
                   resources: [{name: 'album', uris: ['/album/*'], scopes: [{name: 'read'}]}], scopes: [{name: 'read'}],
                   policies: [
                     {name: 'buyers', type: 'role', logic: 'POSITIVE', decisionStrategy: 'UNANIMOUS',
                      config: {roles: '[{"id":"buyer","required":true}]'}},
                     {name: 'see', type: 'resource', logic: 'POSITIVE', decisionStrategy: 'UNANIMOUS',
                      config: {resources: '["album"]', applyPolicies: '["buyers"]'}}]}},
                {clientId: 'site', publicClient: true, redirectUris: ['http://site.test/*'], webOrigins: ['http://site.test']}],
              identityProviders: [{alias: 'corp', providerId: 'oidc', enabled: true, config: {clientId: 'acme',
                clientSecret: 'corp-secret', authorizationUrl: 'https://corp.test/auth', tokenUrl: 'https://corp.test/token'}}],
              identityProviderMappers: [{name: 'department', identityProviderAlias: 'corp',
                identityProviderMapper: 'oidc-user-attribute-idp-mapper',
                config: {claim: 'dept', 'user.attribute': 'department', syncMode: 'INHERIT'}}],
              users: [
                {username: 'alice', enabled: true, email: 'alice@acme.test', firstName: 'Alice', lastName: 'Ådal',
                 credentials: [{type: 'password', value: 'alice-secret'}], realmRoles: ['buyer', 'offline_access'],
                 groups: ['/staff/north'],
                 clientRoles: {account: ['manage-account', 'view-profile']},
                 federatedIdentities: [{identityProvider: 'corp', userId: 'a1', userName: 'alice@corp'}]},
                {username: 'bob', enabled: true, email: 'bob@acme.test', firstName: 'Bob', lastName: 'Bo',
                 credentials: [{type: 'password', value: 'bob-secret'}], groups: ['/staff']}]
            }
            """;

    /** Makes the realm in a region. */
    public void create(Admin admin) {
        var realm = (ObjectNode) Json.of(REALM, name, frontendUrl);
        var list = realm.withArray("/users");
        for (int i = 0; i < users; i++) {
            list.add(Json.of(
                    "{username:'user%1$s', enabled:true, email:'user%1$s@acme.test', firstName:'U', lastName:'%1$s',"
                            + " realmRoles:['buyer']}",
                    i));
        }
        admin.createRealm(realm);
        var organisation = Json.of("{name:'Widgets', alias:'widgets', domains:[{name:'widgets.test'}]}");
        var id = admin.create(name + "/organizations", organisation);
        admin.post(name + "/organizations/" + id + "/members", Json.of("'%s'", userId(admin, USER)));
        admin.post(name + "/organizations/" + id + "/identity-providers", Json.of("'corp'"));
    }

    public String userId(Admin admin, String user) {
        return admin.get(name + "/users?exact=true&username=" + user)
                .get(0)
                .get("id")
                .asText();
    }

    /** Gives a user another password. */
    public void password(Admin admin, String user, String password) {
        admin.put(
                name + "/users/" + userId(admin, user) + "/reset-password",
                Json.of("{type:'password', value:'%s', temporary:false}", password));
    }

    /** The users' side of the realm in a region. */
    public SignIn at(Region region) {
        return new SignIn(region.url(), name, CLIENT, SECRET);
    }
}
