package io.multiregion.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.setup.Site;

/** The realm that is measured: one group, one role, one client, and users with a password. */
public record BenchRealm(Site site, String name) {

    public static final String CLIENT = "shop";
    public static final String SECRET = "shop-secret";
    public static final String PASSWORD = "user-secret";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Makes the realm; users may have any attribute. */
    public BenchRealm create() {
        var realm = JSON.objectNode().put("realm", name).put("enabled", true);
        realm.putObject("attributes").put("frontendUrl", "http://login.example.test");
        realm.putObject("roles").putArray("realm").addObject().put("name", "buyer");
        realm.putArray("groups").addObject().put("name", "staff");
        realm.putArray("clients")
                .addObject()
                .put("clientId", CLIENT)
                .put("secret", SECRET)
                .put("directAccessGrantsEnabled", true)
                .put("serviceAccountsEnabled", true);
        site.admin("POST", "", realm);
        var profile = (ObjectNode) site.admin("GET", name + "/users/profile", null);
        site.admin("PUT", name + "/users/profile", profile.put("unmanagedAttributePolicy", "ENABLED"));
        return this;
    }

    /** Makes a user with a password and returns the id. */
    public String user(String username) {
        var user = user(username, "0");
        user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
        user.putArray("groups").add("/staff");
        return site.create(name + "/users", user);
    }

    /** Makes a user without a password: no hashing that would hide what the rest costs. */
    public void bareUser(String username) {
        site.create(name + "/users", bare(username));
    }

    /** Makes a user with a password who administers the realm. */
    public void operator(String username) {
        var id = user(username);
        var client = site.admin("GET", name + "/clients?clientId=realm-management", null)
                .get(0)
                .get("id")
                .asText();
        var role = site.admin("GET", name + "/clients/" + client + "/roles/realm-admin", null);
        site.admin(
                "POST",
                name + "/users/" + id + "/role-mappings/clients/" + client,
                JSON.arrayNode().add(role));
    }

    /** What a user without a password looks like. */
    public static ObjectNode bare(String username) {
        return user(username, "0");
    }

    /** Gives a user's marker another value. */
    public void mark(String id, String username, long marker) {
        site.admin("PUT", name + "/users/" + id, user(username, Long.toString(marker)));
    }

    public void signIn(String username) {
        site.signIn(name, CLIENT, SECRET, username, PASSWORD);
    }

    /** A token for the client itself: no password is hashed. */
    public void clientCredentials() {
        site.clientCredentials(name, CLIENT, SECRET);
    }

    /** The realm's JWKS. */
    public void publicKeys() {
        site.publicKeys(name);
    }

    private static ObjectNode user(String username, String marker) {
        var user = JSON.objectNode()
                .put("username", username)
                .put("enabled", true)
                .put("emailVerified", true)
                .put("email", username + "@acme.test")
                .put("firstName", "Some")
                .put("lastName", "Body");
        var attributes = user.putObject("attributes");
        attributes.putArray("marker").add(marker);
        attributes.putArray("department").add("sales");
        return user;
    }
}
