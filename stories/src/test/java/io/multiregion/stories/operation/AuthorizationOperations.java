package io.multiregion.stories.operation;

import static io.multiregion.stories.operation.Operation.op;

import io.multiregion.lab.client.Json;
import java.util.List;
import java.util.Map;

/** Authorization services of one client, and permissions that users ask each other for. */
final class AuthorizationOperations {

    private static final String SERVER = "clients/@{store}/authz/resource-server";
    private static final String TICKETS = "/authz/protection/permission/ticket";
    private static final String UMA = "urn:ietf:params:oauth:grant-type:uma-ticket";

    private AuthorizationOperations() {}

    static List<Operation> all() {
        return List.of(
                op(
                        "authorization: on",
                        w -> w.create(
                                "store",
                                "clients",
                                "{clientId:'store', secret:'store-secret', "
                                        + "directAccessGrantsEnabled:true, serviceAccountsEnabled:true, "
                                        + "authorizationServicesEnabled:true}")),
                op(
                        "authorization: settings",
                        w -> w.edit(
                                SERVER,
                                s -> s.put("policyEnforcementMode", "PERMISSIVE")
                                        .put("allowRemoteResourceManagement", true))),
                op("authorization: scopes", w -> {
                    w.make("read", SERVER + "/scope", "{name:'read', displayName:'Read'}");
                    w.make("write", SERVER + "/scope", "{name:'write'}");
                }),
                op(
                        "authorization: resource",
                        w -> w.make(
                                "album",
                                SERVER + "/resource",
                                "{name:'album', displayName:'Albüm', uris:['/album/*','/albums'], "
                                        + "scopes:[{name:'read'},{name:'write'}], attributes:{a:['1','2']}}")),
                op(
                        "authorization: resource changed",
                        w -> w.edit(
                                SERVER + "/resource/@{album}",
                                r -> r.putArray("uris").add("/pictures/*"))),
                op(
                        "authorization: resource's scope removed",
                        w -> w.edit(
                                SERVER + "/resource/@{album}",
                                r -> r.putArray("scopes").add(Json.of("{name:'read'}")))),
                op(
                        "authorization: role policy",
                        w -> w.make(
                                "by-role",
                                SERVER + "/policy/role",
                                "{name:'buyers', roles:[{id:'"
                                        + w.get("roles/buyer").get("id").asText() + "', required:true}]}")),
                op(
                        "authorization: user policy",
                        w -> w.make("by-user", SERVER + "/policy/user", "{name:'alice only', users:['@{alice}']}")),
                op(
                        "authorization: client policy",
                        w -> w.make("by-client", SERVER + "/policy/client", "{name:'shop only', clients:['@{shop}']}")),
                op(
                        "authorization: group policy",
                        w -> w.make(
                                "by-group",
                                SERVER + "/policy/group",
                                "{name:'staff', groups:[{id:'@{staff}', extendChildren:true}]}")),
                op(
                        "authorization: time policy",
                        w -> w.make("by-time", SERVER + "/policy/time", "{name:'office', hour:'9', hourEnd:'17'}")),
                op(
                        "authorization: aggregate policy",
                        w -> w.make(
                                "both",
                                SERVER + "/policy/aggregate",
                                "{name:'both', policies:['@{by-role}','@{by-user}'], decisionStrategy:'AFFIRMATIVE'}")),
                op(
                        "authorization: policy changed",
                        w -> w.put(
                                SERVER + "/policy/time/@{by-time}",
                                "{id:'@{by-time}', name:'office', hour:'8', hourEnd:'18', description:'länger'}")),
                op(
                        "authorization: resource permission",
                        w -> w.make(
                                "see",
                                SERVER + "/permission/resource",
                                "{name:'see', resources:['@{album}'], policies:['@{both}']}")),
                op(
                        "authorization: scope permission",
                        w -> w.make(
                                "change",
                                SERVER + "/permission/scope",
                                "{name:'change', scopes:['@{write}'], policies:['@{by-user}']}")),
                op(
                        "authorization: permission changed",
                        w -> w.put(
                                SERVER + "/permission/scope/@{change}",
                                "{id:'@{change}', name:'change', scopes:['@{read}'], "
                                        + "policies:['@{by-role}'], decisionStrategy:'CONSENSUS'}")),
                op("authorization: resource of a user", w -> {
                    var account = w.signIn("store", "store-secret").clientCredentials();
                    var body = "{\"name\":\"diary\",\"owner\":\"" + w.id("alice")
                            + "\",\"ownerManagedAccess\":true,\"resource_scopes\":[\"read\"]}";
                    w.keep(
                            "diary",
                            w.signIn()
                                    .bearer("POST", "/authz/protection/resource_set", account, body)
                                    .expect(201)
                                    .json()
                                    .get("_id")
                                    .asText());
                }),
                op("authorization: permission asked for", w -> {
                    var store = w.signIn("store", "store-secret");
                    var body = Json.of(
                            "{resource:'%s', scopeName:'read', requesterName:'bob', granted:false}", w.id("diary"));
                    w.keep(
                            "ticket",
                            store.bearer("POST", TICKETS, store.clientCredentials(), body.toString())
                                    .expect(200)
                                    .json()
                                    .get("id")
                                    .asText());
                }),
                op("authorization: permission granted", w -> {
                    var store = w.signIn("store", "store-secret");
                    var body = Json.of("{id:'%s', resource:'%s', granted:true}", w.id("ticket"), w.id("diary"));
                    store.bearer("PUT", TICKETS, store.clientCredentials(), body.toString())
                            .expect(204);
                }),
                op("authorization: permission used", w -> {
                    var store = w.signIn("store", "store-secret");
                    var form = Map.of("grant_type", UMA, "audience", "store", "permission", w.id("diary") + "#read");
                    store.tokenAs(store.password("bob", "bob-1"), form).expect(200);
                }),
                op("authorization: permission removed", w -> w.delete(SERVER + "/permission/@{change}")),
                op("authorization: policy removed", w -> w.delete(SERVER + "/policy/@{by-client}")),
                op("authorization: scope removed", w -> w.delete(SERVER + "/scope/@{write}")),
                op("authorization: resource removed", w -> w.delete(SERVER + "/resource/@{album}")));
    }
}
