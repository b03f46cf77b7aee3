package io.multiregion.stories.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.multiregion.lab.client.Answer;
import io.multiregion.lab.client.Json;
import io.multiregion.stories.props.Operator;
import io.multiregion.stories.region.Alone;
import org.junit.jupiter.api.Test;

/** Who may give the roles of operators to whom, and by which detours nobody gets them. */
@Alone
final class GivenRolesStory extends OperatedRealm {

    /** Who may manage the realm may do all that these roles allow, so he may give them. */
    @Test
    void whoManagesTheRealmMayGiveTheRoles() {
        Operator.create(eu, REALM, "giver", IN_REALM, "manage-users", "manage-realm", "view-clients");
        Operator.create(eu, REALM, "given", IN_REALM);
        var giver = new Operator(regions.eu(), REALM, "giver");
        assertEquals(204, give(giver, "given", "manage-multi-region").status());
        new Operator(regions.eu(), REALM, "given").get(REALM + "/multi-region").expect(200);
    }

    /** Keycloak keeps who may manage users from making himself an administrator; the same holds for these roles. */
    @Test
    void nobodyCanGiveHimselfTheRoles() {
        var manager = new Operator(regions.eu(), REALM, "user-manager");
        for (var role : ROLES) {
            give(manager, "user-manager", role).expect(403);
        }
        var composite = Json.of("{name:'innocent', composite:true}");
        eu.post(REALM + "/roles", composite);
        var client = Operator.client(eu, REALM, IN_REALM);
        var body = Json.of("[" + eu.get(REALM + "/clients/" + client + "/roles/manage-multi-region") + "]");
        manager.attempt("POST", REALM + "/roles/innocent/composites", body).expect(403);
    }

    /** A role within another one, a group that has it, a group that gets into one that has it: all of them give the role. */
    @Test
    void nobodyGivesTheRolesByADetour() {
        var manager = new Operator(regions.eu(), REALM, "user-manager");
        var role = role("manage-multi-region", IN_REALM);
        eu.post(REALM + "/roles", Json.of("{name:'wrapped'}"));
        eu.post(REALM + "/roles/wrapped/composites", role);
        var wrapped = Json.of("[" + eu.get(REALM + "/roles/wrapped") + "]");
        var operators = eu.create(REALM + "/groups", Json.of("{name:'operators'}"));
        eu.post(REALM + "/groups/" + operators + "/role-mappings/realm", wrapped);
        var others = eu.create(REALM + "/groups", Json.of("{name:'others'}"));
        var user = REALM + "/users/" + user("user-manager");

        manager.attempt("POST", user + "/role-mappings/realm", wrapped).expect(403);
        manager.attempt("POST", REALM + "/groups/" + others + "/role-mappings/realm", wrapped)
                .expect(403);
        var client = Operator.client(eu, REALM, IN_REALM);
        manager.attempt("POST", REALM + "/groups/" + others + "/role-mappings/clients/" + client, role)
                .expect(403);
        manager.attempt("PUT", user + "/groups/" + operators, Json.of("{}")).expect(403);
        manager.attempt(
                        "POST",
                        REALM + "/users",
                        Json.of("{username:'born-operator', enabled:true, groups:['/operators']}"))
                .expect(403);
        manager.attempt("PUT", user + "/groups/" + others, Json.of("{}")).expect(204);
        manager.attempt(
                        "POST",
                        REALM + "/groups/" + operators + "/children",
                        Json.of("{id:'%s', name:'others'}", others))
                .expect(403);
        manager.attempt("POST", REALM + "/multi-region/verify", null).expect(403);
        manager.attempt("POST", REALM + "/users", Json.of("{username:'anybody', enabled:true}"))
                .expect(201);
    }

    /** Who manages the master realm has no power over the others by that, and gives none. */
    @Test
    void theRolesOfARealmAreNotGivenByWhoManagesTheMasterRealm() {
        Operator.create(eu, "master", "master-manager", "master-realm", "manage-users", "manage-realm", "view-clients");
        var manager = new Operator(regions.eu(), "master", "master-manager");
        var manages = eu.get("master/users?exact=true&username=master-manager")
                .get(0)
                .get("id")
                .asText();
        for (var role : ROLES) {
            var client = Operator.client(eu, "master", IN_MASTER);
            var body = Json.of("[" + eu.get("master/clients/" + client + "/roles/" + role) + "]");
            manager.attempt("POST", "master/users/" + manages + "/role-mappings/clients/" + client, body)
                    .expect(403);
        }
        manager.get(REALM + "/multi-region").expect(403);
        var own = Operator.client(eu, "master", "master-realm");
        var body = Json.of("[" + eu.get("master/clients/" + own + "/roles/view-multi-region") + "]");
        manager.attempt("POST", "master/users/" + manages + "/role-mappings/clients/" + own, body)
                .expect(204);
    }

    /** Who manages clients can have any role written into tokens: the user himself must have it. */
    @Test
    void aTokenAloneMakesNoOperator() {
        eu.post(
                REALM + "/clients",
                Json.of(
                        "{clientId:'generous', publicClient:true, directAccessGrantsEnabled:true, fullScopeAllowed:false,"
                                + " protocolMappers:[{name:'gift', protocol:'openid-connect',"
                                + " protocolMapper:'oidc-hardcoded-role-mapper',"
                                + " config:{role:'realm-management.manage-multi-region'}}]}"));
        var nobody = new Operator(regions.eu(), REALM, "none").by("generous");
        nobody.get(REALM + "/multi-region").expect(403);
        nobody.attempt("POST", REALM + "/multi-region/verify", null).expect(403);
    }

    private Answer give(Operator giver, String user, String role) {
        var client = Operator.client(eu, REALM, IN_REALM);
        return giver.attempt(
                "POST", REALM + "/users/" + user(user) + "/role-mappings/clients/" + client, role(role, IN_REALM));
    }

    private String user(String name) {
        return eu.get(REALM + "/users?exact=true&username=" + name)
                .get(0)
                .get("id")
                .asText();
    }

    /** A role of a client of the realm, in a list as the admin API wants it. */
    private JsonNode role(String name, String client) {
        return Json.of("[" + eu.get(REALM + "/clients/" + Operator.client(eu, REALM, client) + "/roles/" + name) + "]");
    }
}
