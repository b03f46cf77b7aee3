package io.multiregion.stories.operation;

import static io.multiregion.stories.operation.Operation.op;

import java.util.List;

/** Deletions, with all that goes with them, and the renaming of the realm. */
final class EndingOperations {

    private EndingOperations() {}

    static List<Operation> all() {
        return List.of(
                op("delete: role that users, groups, scopes and policies have", w -> {
                    w.post("users/@{alice}/role-mappings/realm", w.role("roles/vendor"));
                    w.post("groups/@{staff}/role-mappings/realm", w.role("roles/vendor"));
                    w.post("client-scopes/@{scope}/scope-mappings/realm", w.role("roles/vendor"));
                    w.post("clients/@{spa}/scope-mappings/realm", w.role("roles/vendor"));
                    w.delete("roles/vendor");
                }),
                op("delete: group with members and children", w -> w.delete("groups/@{staff}")),
                op("delete: default group", w -> {
                    w.delete("default-groups/@{guests}");
                    w.delete("groups/@{guests}");
                }),
                op("delete: client scope in use", w -> w.delete("client-scopes/@{scope}")),
                op("delete: default client scope", w -> w.delete("client-scopes/@{scope2}")),
                op(
                        "delete: identity provider that users and an organisation have",
                        w -> w.delete("identity-provider/instances/corp")),
                op("delete: user with a session", w -> {
                    w.signIn().password("bob", "bob-1");
                    w.delete("users/@{bob}");
                }),
                op("delete: user with resources and memberships", w -> w.delete("users/@{alice}")),
                op(
                        "delete: authorization services",
                        w -> w.edit("clients/@{store}", c -> c.put("authorizationServicesEnabled", false))),
                op("delete: client with roles and a service account", w -> w.delete("clients/@{shop}")),
                op("delete: client with authorization", w -> w.delete("clients/@{store}")),
                op("delete: flow", w -> w.delete("authentication/flows/@{flow}")),
                op("delete: bound flow, unbound first", w -> {
                    w.put("", "{browserFlow:'browser'}");
                    w.delete("authentication/flows/@{acme-browser}");
                }),
                op("delete: organisation with members", w -> w.delete("organizations/@{org}")),
                op("delete: user storage provider with its mappers", w -> w.delete("components/@{ldap}")),
                op("delete: unused roles", w -> {
                    for (var role : w.get("roles?search=bulk-&max=200")) {
                        w.delete("roles-by-id/" + role.get("id").asText());
                    }
                }),
                op("realm: renamed", w -> w.rename(w.realm() + "-2")));
    }
}
