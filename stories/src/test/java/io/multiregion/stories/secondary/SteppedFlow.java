package io.multiregion.stories.secondary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;

/** A client's way to sign in that has two levels: name and password, and the password once more. */
final class SteppedFlow {

    private static final String FLOWS = "/authentication/flows";

    private final Admin admin;
    private final String realm;

    private SteppedFlow(Admin admin, String realm) {
        this.admin = admin;
        this.realm = realm;
    }

    static void of(Admin admin, String realm, String client) {
        var flow = new SteppedFlow(admin, realm);
        var id = flow.top("stepped");
        flow.execution("stepped", "auth-cookie");
        flow.part("stepped", "levels");
        flow.part("levels", "silver");
        flow.execution("silver", "conditional-level-of-authentication");
        flow.execution("silver", "auth-username-password-form");
        flow.part("levels", "gold");
        flow.execution("gold", "conditional-level-of-authentication");
        flow.execution("gold", "auth-password-form");
        flow.require();
        var changed = (ObjectNode) admin.get(realm + "/clients/" + client);
        changed.set("authenticationFlowBindingOverrides", Json.of("{browser: '%s'}", id));
        admin.put(realm + "/clients/" + client, changed);
    }

    /** A flow of one execution, for those who come from an identity provider. */
    static void single(Admin admin, String realm, String alias, String provider) {
        var flow = new SteppedFlow(admin, realm);
        flow.top(alias);
        flow.execution(alias, provider);
        for (var execution : admin.get(realm + FLOWS + "/" + alias + "/executions")) {
            flow.require(alias, (ObjectNode) execution, "REQUIRED");
        }
    }

    private String top(String alias) {
        return admin.create(
                realm + FLOWS,
                Json.of("{alias: '%s', providerId: 'basic-flow', topLevel: true, builtIn: false}", alias));
    }

    private void part(String of, String alias) {
        admin.post(
                realm + FLOWS + "/" + of + "/executions/flow",
                Json.of("{alias: '%s', type: 'basic-flow', provider: 'registration-page-form'}", alias));
    }

    private void execution(String of, String provider) {
        admin.post(realm + FLOWS + "/" + of + "/executions/execution", Json.of("{provider: '%s'}", provider));
    }

    private void require() {
        int level = 0;
        for (var execution : admin.get(realm + FLOWS + "/stepped/executions")) {
            var name = execution.path("displayName").asText();
            if (execution.path("providerId").asText().equals("conditional-level-of-authentication")) {
                level++;
                admin.post(
                        realm + "/authentication/executions/"
                                + execution.get("id").asText() + "/config",
                        Json.of(
                                "{alias: 'level %1$d', config: {'loa-condition-level': '%1$d', 'loa-max-age': '36000'}}",
                                level));
            }
            var requirement =
                    switch (name) {
                        case "Cookie", "levels" -> "ALTERNATIVE";
                        case "silver", "gold" -> "CONDITIONAL";
                        default -> "REQUIRED";
                    };
            require("stepped", (ObjectNode) execution, requirement);
        }
    }

    private void require(String flow, ObjectNode execution, String requirement) {
        admin.put(realm + FLOWS + "/" + flow + "/executions", execution.put("requirement", requirement));
    }
}
