package io.multiregion.stories.operation;

import static io.multiregion.stories.operation.Operation.op;

import java.util.List;

/** Roles and groups. */
final class RoleOperations {

    private RoleOperations() {}

    static List<Operation> roles() {
        return List.of(
                op("role: created", w -> {
                    w.post("roles", "{name:'buyer', description:'buys'}");
                    w.keep("buyer", w.get("roles/buyer").get("id").asText());
                }),
                op(
                        "role: created with attributes",
                        w -> w.post("roles", "{name:'seller', attributes:{level:['1','2']}}")),
                op("role: of a client", w -> w.post("clients/@{shop}/roles", "{name:'cashier'}")),
                op(
                        "role: second of a client",
                        w -> w.post("clients/@{shop}/roles", "{name:'auditor', description:'écoute'}")),
                op(
                        "role: attributes",
                        w -> w.edit(
                                "roles-by-id/@{buyer}",
                                r -> r.withObject("/attributes")
                                        .putArray("limit")
                                        .add("100")
                                        .add("200"))),
                op(
                        "role: attribute removed",
                        w -> w.edit(
                                "roles-by-id/@{buyer}",
                                r -> r.withObject("/attributes").remove("limit"))),
                op("role: composite of realm roles", w -> w.post("roles/buyer/composites", w.role("roles/seller"))),
                op(
                        "role: composite of client roles",
                        w -> w.post("roles/buyer/composites", w.role("clients/@{shop}/roles/cashier"))),
                op(
                        "role: client composite",
                        w -> w.post("clients/@{shop}/roles/auditor/composites", w.role("roles/seller"))),
                op("role: composite removed", w -> w.delete("roles/buyer/composites", w.role("roles/seller"))),
                op("role: renamed", w -> w.put("roles/seller", "{name:'vendor', description:'sells'}")),
                op("role: two swap their names", w -> {
                    w.put("roles/vendor", "{name:'tmp'}");
                    w.put("roles/buyer", "{name:'vendor'}");
                    w.put("roles/tmp", "{name:'buyer'}");
                }),
                op("role: default for new users", w -> {
                    var id = w.get("").get("defaultRole").get("id").asText();
                    w.post("roles-by-id/" + id + "/composites", w.role("roles/vendor"));
                }));
    }

    static List<Operation> groups() {
        return List.of(
                op("group: top", w -> w.create("staff", "groups", "{name:'staff', attributes:{cost:['1']}}")),
                op("group: second", w -> w.create("guests", "groups", "{name:'guests'}")),
                op("group: child", w -> w.create("north", "groups/@{staff}/children", "{name:'north'}")),
                op("group: grandchild", w -> w.create("dock", "groups/@{north}/children", "{name:'dock ⚓'}")),
                op(
                        "group: attributes",
                        w -> w.edit(
                                "groups/@{staff}",
                                g -> g.withObject("/attributes")
                                        .putArray("cost")
                                        .add("2")
                                        .add("3"))),
                op("group: description", w -> w.edit("groups/@{staff}", g -> g.put("description", "Belegschaft"))),
                op("group: realm roles", w -> w.post("groups/@{staff}/role-mappings/realm", w.role("roles/vendor"))),
                op(
                        "group: client roles",
                        w -> w.post(
                                "groups/@{staff}/role-mappings/clients/@{shop}",
                                w.role("clients/@{shop}/roles/cashier"))),
                op("group: role removed", w -> w.delete("groups/@{staff}/role-mappings/realm", w.role("roles/vendor"))),
                op("group: moved", w -> w.post("groups/@{guests}/children", "{id:'@{north}', name:'north'}")),
                op("group: moved to the top", w -> w.post("groups", "{id:'@{north}', name:'north'}")),
                op("group: renamed", w -> w.edit("groups/@{guests}", g -> g.put("name", "visitors"))),
                op("group: default", w -> w.put("default-groups/@{guests}")));
    }
}
