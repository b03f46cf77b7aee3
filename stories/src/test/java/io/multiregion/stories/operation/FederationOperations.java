package io.multiregion.stories.operation;

import static io.multiregion.stories.operation.Operation.op;

import io.multiregion.lab.client.Json;
import java.util.List;
import java.util.Map;

/** Identity providers, flows and organisations. */
public final class FederationOperations {

    private FederationOperations() {}

    static List<Operation> identityProviders() {
        return List.of(
                op(
                        "identity provider: OIDC",
                        w -> w.post(
                                "identity-provider/instances",
                                "{alias:'corp', providerId:'oidc', enabled:true, config:{clientId:'c', "
                                        + "clientSecret:'corp-secret', authorizationUrl:'https://corp.test/auth', "
                                        + "tokenUrl:'https://corp.test/token'}}")),
                op(
                        "identity provider: SAML",
                        w -> w.post(
                                "identity-provider/instances",
                                "{alias:'partner', providerId:'saml', enabled:true, "
                                        + "config:{singleSignOnServiceUrl:'https://partner.test/sso', "
                                        + "idpEntityId:'urn:partner', "
                                        + "nameIDPolicyFormat:'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'}}")),
                op(
                        "identity provider: social",
                        w -> w.post(
                                "identity-provider/instances",
                                "{alias:'github', providerId:'github', enabled:true, config:{clientId:'x', clientSecret:'y'}}")),
                op(
                        "identity provider: configuration",
                        w -> w.edit(
                                "identity-provider/instances/corp",
                                p -> p.put("trustEmail", true)
                                        .withObject("/config")
                                        .put("defaultScope", "openid mail")
                                        .put("syncMode", "FORCE"))),
                op(
                        "identity provider: configuration member removed",
                        w -> w.edit(
                                "identity-provider/instances/corp",
                                p -> p.withObject("/config").remove("defaultScope"))),
                op(
                        "identity provider: mapper",
                        w -> w.create(
                                "idp-mapper",
                                "identity-provider/instances/corp/mappers",
                                "{name:'dept', identityProviderAlias:'corp', "
                                        + "identityProviderMapper:'oidc-user-attribute-idp-mapper', "
                                        + "config:{claim:'dept','user.attribute':'department',syncMode:'INHERIT'}}")),
                op(
                        "identity provider: mapper changed",
                        w -> w.edit(
                                "identity-provider/instances/corp/mappers/@{idp-mapper}",
                                m -> m.withObject("/config").put("claim", "department"))),
                op(
                        "identity provider: second mapper",
                        w -> w.create(
                                "idp-mapper2",
                                "identity-provider/instances/corp/mappers",
                                "{name:'role', identityProviderAlias:'corp', "
                                        + "identityProviderMapper:'oidc-hardcoded-role-idp-mapper', "
                                        + "config:{role:'vendor',syncMode:'INHERIT'}}")),
                op(
                        "identity provider: mapper removed",
                        w -> w.delete("identity-provider/instances/corp/mappers/@{idp-mapper2}")),
                op(
                        "identity provider: disabled",
                        w -> w.edit("identity-provider/instances/partner", p -> p.put("enabled", false))));
    }

    public static List<Operation> flows() {
        return List.of(
                op("flow: copied", w -> w.post("authentication/flows/browser/copy", "{newName:'acme browser'}")),
                op(
                        "flow: created",
                        w -> w.create(
                                "flow",
                                "authentication/flows",
                                "{alias:'steps', providerId:'basic-flow', topLevel:true, builtIn:false, description:'own'}")),
                op(
                        "flow: execution",
                        w -> w.create(
                                "step",
                                "authentication/flows/steps/executions/execution",
                                "{provider:'identity-provider-redirector'}")),
                op(
                        "flow: second execution",
                        w -> w.create(
                                "step2",
                                "authentication/flows/steps/executions/execution",
                                "{provider:'auth-username-password-form'}")),
                op(
                        "flow: sub-flow",
                        w -> w.create(
                                "sub",
                                "authentication/flows/steps/executions/flow",
                                "{alias:'inner', type:'basic-flow', description:'inner', provider:'registration-page-form'}")),
                op(
                        "flow: execution's configuration",
                        w -> w.create(
                                "step-config",
                                "authentication/executions/@{step}/config",
                                "{alias:'to corp', config:{defaultProvider:'corp'}}")),
                op(
                        "flow: configuration changed",
                        w -> w.put(
                                "authentication/config/@{step-config}",
                                "{id:'@{step-config}', alias:'to corp', config:{defaultProvider:'github'}}")),
                op(
                        "flow: requirement",
                        w -> w.put(
                                "authentication/flows/steps/executions",
                                "{id:'@{step2}', requirement:'REQUIRED', priority:20}")),
                op("flow: execution raised", w -> w.post("authentication/executions/@{step2}/raise-priority")),
                op("flow: configuration removed", w -> w.delete("authentication/config/@{step-config}")),
                op("flow: execution removed", w -> w.delete("authentication/executions/@{step}")),
                op(
                        "flow: renamed",
                        w -> w.put(
                                "authentication/flows/@{flow}",
                                "{id:'@{flow}', alias:'own steps', providerId:'basic-flow', "
                                        + "topLevel:true, builtIn:false, description:'changed'}")),
                op("flow: bound to the realm", w -> w.put("", "{browserFlow:'acme browser'}")),
                op("flow: bound to a client", w -> {
                    w.find("acme-browser", "authentication/flows", "alias", "acme browser");
                    w.edit(
                            "clients/@{spa}",
                            c -> c.withObject("/authenticationFlowBindingOverrides")
                                    .put("browser", w.id("acme-browser")));
                }),
                op(
                        "flow: unbound from a client",
                        w -> w.edit(
                                "clients/@{spa}",
                                c -> c.withObject("/authenticationFlowBindingOverrides")
                                        .put("browser", ""))));
    }

    static List<Operation> organisations() {
        return List.of(
                op(
                        "organisation: created",
                        w -> w.create(
                                "org",
                                "organizations",
                                "{name:'Widgets', alias:'widgets', domains:[{name:'widgets.test', verified:false}]}")),
                op(
                        "organisation: second",
                        w -> w.create(
                                "org2",
                                "organizations",
                                "{name:'Gadgets', alias:'gadgets', domains:[{name:'gadgets.test'}]}")),
                op(
                        "organisation: domains",
                        w -> w.edit(
                                "organizations/@{org}",
                                o -> o.withArray("/domains").add(Json.of("{name:'widgets.example', verified:true}")))),
                op(
                        "organisation: attributes",
                        w -> w.edit(
                                "organizations/@{org}",
                                o -> o.put("description", "Wîdgets")
                                        .withObject("/attributes")
                                        .putArray("size")
                                        .add("9"))),
                op(
                        "organisation: domain removed",
                        w -> w.edit(
                                "organizations/@{org}",
                                o -> o.withArray("/domains").remove(0))),
                op("organisation: members", w -> {
                    w.post("organizations/@{org}/members", "'@{alice}'");
                    w.post("organizations/@{org}/members", "'@{bob}'");
                }),
                op("organisation: member removed", w -> w.delete("organizations/@{org}/members/@{bob}")),
                op(
                        "organisation: invitation",
                        w -> w.form(
                                "organizations/@{org}/members/invite-user",
                                Map.of("email", "new@widgets.example", "firstName", "Neu"))),
                op(
                        "organisation: existing user invited",
                        w -> w.form("organizations/@{org}/members/invite-existing-user", Map.of("id", w.id("bob")))),
                op("organisation: identity provider", w -> w.post("organizations/@{org}/identity-providers", "'corp'")),
                op(
                        "organisation: identity provider unlinked",
                        w -> w.delete("organizations/@{org}/identity-providers/corp")),
                op(
                        "organisation: identity provider linked again",
                        w -> w.post("organizations/@{org}/identity-providers", "'corp'")),
                op("organisation: group", w -> w.create("org-group", "organizations/@{org}/groups", "{name:'makers'}")),
                op("organisation: disabled", w -> w.edit("organizations/@{org2}", o -> o.put("enabled", false))),
                op("organisation: removed", w -> w.delete("organizations/@{org2}")));
    }
}
