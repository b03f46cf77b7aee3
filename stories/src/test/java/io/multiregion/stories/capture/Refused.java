package io.multiregion.stories.capture;

import io.multiregion.stories.operation.Workspace;
import java.util.List;

/** What a region refuses or rolls back: nothing of it may be seen anywhere. */
record Refused(String name, int status, String method, String path, String json) {

    static List<Refused> all() {
        return List.of(
                refused("client with a taken name", 409, "POST", "clients", "{clientId:'account'}"),
                refused("role with a taken name", 409, "POST", "roles", "{name:'offline_access'}"),
                refused("user with a taken name", 409, "POST", "users", "{username:'fixed'}"),
                refused(
                        "user with a taken mail address",
                        409,
                        "POST",
                        "users",
                        "{username:'other', email:'fixed@example.test'}"),
                refused(
                        "user with a bad password",
                        400,
                        "POST",
                        "users",
                        "{username:'weak', credentials:[{type:'password', value:'1'}]}"),
                refused("group with a taken name", 409, "POST", "groups", "{name:'fixed'}"),
                refused(
                        "client scope with a taken name",
                        409,
                        "POST",
                        "client-scopes",
                        "{name:'profile', protocol:'openid-connect'}"),
                refused(
                        "identity provider with a taken alias",
                        409,
                        "POST",
                        "identity-provider/instances",
                        "{alias:'fixed', providerId:'oidc', config:{}}"),
                refused(
                        "flow with a taken alias",
                        409,
                        "POST",
                        "authentication/flows",
                        "{alias:'browser', providerId:'basic-flow', topLevel:true}"),
                refused(
                        "component of an unknown kind",
                        400,
                        "POST",
                        "components",
                        "{name:'x', providerId:'nothing', providerType:'org.keycloak.keys.KeyProvider'}"),
                refused(
                        "key with a bad size",
                        400,
                        "POST",
                        "components",
                        "{name:'x', providerId:'rsa-generated', providerType:'org.keycloak.keys.KeyProvider', config:{keySize:['7']}}"),
                refused(
                        "partial import over what is there",
                        409,
                        "POST",
                        "partialImport",
                        "{ifResourceExists:'FAIL', users:[{username:'fresh'},{username:'fixed'}]}"),
                refused(
                        "organisation with a taken domain",
                        400,
                        "POST",
                        "organizations",
                        "{name:'Other', domains:[{name:'fixed.test'}]}"),
                refused("unknown user", 404, "DELETE", "users/nobody", null));
    }

    /** What they collide with. */
    static void prepare(Workspace w) {
        w.put("", "{organizationsEnabled:true, passwordPolicy:'length(4)'}");
        w.post("users", "{username:'fixed', email:'fixed@example.test'}");
        w.post("groups", "{name:'fixed'}");
        w.post(
                "identity-provider/instances",
                "{alias:'fixed', providerId:'oidc', config:{clientId:'a', clientSecret:'b', "
                        + "authorizationUrl:'https://a.test', tokenUrl:'https://a.test'}}");
        w.post("organizations", "{name:'Fixed', domains:[{name:'fixed.test'}]}");
    }

    void perform(Workspace workspace) {
        workspace.attempt(method, path, json).expect(status);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Refused refused(String name, int status, String method, String path, String json) {
        return new Refused(name, status, method, path, json);
    }
}
