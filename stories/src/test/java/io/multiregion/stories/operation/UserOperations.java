package io.multiregion.stories.operation;

import static io.multiregion.stories.operation.Operation.op;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Users: by administrators, by themselves, and many at once. */
public final class UserOperations {

    private UserOperations() {}

    static List<Operation> users() {
        return List.of(
                op(
                        "user: created",
                        w -> w.create(
                                "alice", "users", user("alice", ", credentials:[{type:'password', value:'alice-1'}]"))),
                op(
                        "user: second",
                        w -> w.create("bob", "users", user("bob", ", credentials:[{type:'password', value:'bob-1'}]"))),
                op("user: without mail and names", w -> w.create("carol", "users", "{username:'carol', enabled:true}")),
                op(
                        "user: new password",
                        w -> w.put(
                                "users/@{alice}/reset-password",
                                "{type:'password', value:'alice-2', temporary:false}")),
                op(
                        "user: temporary password",
                        w -> w.put(
                                "users/@{carol}/reset-password", "{type:'password', value:'carol-1', temporary:true}")),
                op(
                        "user: attributes",
                        w -> w.edit(
                                "users/@{alice}",
                                u -> u.withObject("/attributes")
                                        .putArray("tags")
                                        .add("a")
                                        .add("b")
                                        .add("🦊"))),
                op(
                        "user: long attribute",
                        w -> w.edit(
                                "users/@{alice}",
                                u -> u.withObject("/attributes")
                                        .putArray("story")
                                        .add("ŝ🦊".repeat(2500)))),
                op(
                        "user: long attribute changed",
                        w -> w.edit(
                                "users/@{alice}",
                                u -> u.withObject("/attributes")
                                        .putArray("story")
                                        .add("z".repeat(2049)))),
                op(
                        "user: attribute removed",
                        w -> w.edit(
                                "users/@{alice}",
                                u -> u.withObject("/attributes").remove("tags"))),
                op(
                        "user: names",
                        w -> w.edit(
                                "users/@{bob}", u -> u.put("firstName", "Борис").put("lastName", "O'Neill-Ńowak 3 ʻ"))),
                op("user: name removed", w -> w.edit("users/@{bob}", u -> u.put("lastName", ""))),
                op("user: name changed back", w -> w.edit("users/@{bob}", u -> u.put("lastName", "Bobson"))),
                op(
                        "user: required actions",
                        w -> w.edit(
                                "users/@{carol}",
                                u -> u.putArray("requiredActions")
                                        .add("UPDATE_PROFILE")
                                        .add("CONFIGURE_TOTP"))),
                op(
                        "user: required action removed",
                        w -> w.edit(
                                "users/@{carol}",
                                u -> u.putArray("requiredActions").add("UPDATE_PASSWORD"))),
                op("user: realm roles", w -> w.post("users/@{alice}/role-mappings/realm", w.role("roles/buyer"))),
                op(
                        "user: client roles",
                        w -> w.post(
                                "users/@{alice}/role-mappings/clients/@{shop}",
                                w.role("clients/@{shop}/roles/auditor"))),
                op("user: role removed", w -> w.delete("users/@{alice}/role-mappings/realm", w.role("roles/buyer"))),
                op("user: joins groups", w -> {
                    w.put("users/@{alice}/groups/@{staff}");
                    w.put("users/@{alice}/groups/@{dock}");
                }),
                op("user: leaves a group", w -> w.delete("users/@{alice}/groups/@{dock}")),
                op(
                        "user: federated identity",
                        w -> w.post("users/@{alice}/federated-identity/corp", "{userId:'a-1', userName:'alice@corp'}")),
                op(
                        "user: two federated identities",
                        w -> w.post("users/@{bob}/federated-identity/corp", "{userId:'b-1', userName:'bob@corp'}")),
                op("user: federated identity removed", w -> w.delete("users/@{bob}/federated-identity/corp")),
                op(
                        "user: mail address",
                        w -> w.edit(
                                "users/@{bob}",
                                u -> u.put("email", "robert@example.test").put("emailVerified", true))),
                op("user: two swap their mail addresses", w -> {
                    w.edit("users/@{alice}", u -> u.put("email", "parked@example.test"));
                    w.edit("users/@{bob}", u -> u.put("email", "alice@example.test"));
                    w.edit("users/@{alice}", u -> u.put("email", "robert@example.test"));
                }),
                op("user: two swap their names", w -> {
                    w.put("", "{editUsernameAllowed:true}");
                    w.edit("users/@{alice}", u -> u.put("username", "parked"));
                    w.edit("users/@{bob}", u -> u.put("username", "alice"));
                    w.edit("users/@{alice}", u -> u.put("username", "bob"));
                    w.edit("users/@{bob}", u -> u.put("username", "tmp"));
                    w.edit("users/@{alice}", u -> u.put("username", "alice"));
                    w.edit("users/@{bob}", u -> u.put("username", "bob"));
                }),
                op("user: disabled", w -> w.edit("users/@{carol}", u -> u.put("enabled", false))),
                op("user: enabled", w -> w.edit("users/@{carol}", u -> u.put("enabled", true))),
                op(
                        "user: TOTP imported",
                        w -> w.create(
                                "dave",
                                "users",
                                user(
                                        "dave",
                                        ", credentials:[{type:'password', value:'dave-1'},{type:'otp', "
                                                + "userLabel:'phone', secretData:'{\\\"value\\\":\\\"abcdefghij\\\"}', "
                                                + "credentialData:'{\\\"subType\\\":\\\"totp\\\",\\\"digits\\\":6,"
                                                + "\\\"counter\\\":0,\\\"period\\\":30,\\\"algorithm\\\":\\\"HmacSHA1\\\"}'}]"))),
                op("user: credential's label", w -> {
                    w.keep("otp", credential(w, "dave", "otp"));
                    w.putText("users/@{dave}/credentials/@{otp}/userLabel", "tablet 📱");
                }),
                op("user: credential first", w -> w.post("users/@{dave}/credentials/@{otp}/moveToFirst")),
                op("user: credential removed", w -> w.delete("users/@{dave}/credentials/@{otp}")),
                op("user: mail with actions", w -> w.put("users/@{bob}/execute-actions-email", "['VERIFY_EMAIL']")),
                op(
                        "user: partial import",
                        w -> w.post(
                                "partialImport",
                                "{ifResourceExists:'SKIP', users:[" + many("import", 20)
                                        + "], roles:{realm:[{name:'imported'}]}, "
                                        + "clients:[{clientId:'imported'}], groups:[{name:'imported', path:'/imported'}]}")),
                op(
                        "user: partial import over what is there",
                        w -> w.post(
                                "partialImport", "{ifResourceExists:'OVERWRITE', users:[" + many("import", 3) + "]}")));
    }

    /** What users do themselves. */
    static List<Operation> self() {
        return List.of(
                op("self: profile in the account API", w -> {
                    var tokens = w.signIn().password("alice", "alice-2");
                    var profile = (com.fasterxml.jackson.databind.node.ObjectNode) w.signIn()
                            .bearer("GET", "/account/", tokens, null)
                            .expect(200)
                            .json();
                    profile.put("firstName", "Alicia")
                            .withObject("/attributes")
                            .putArray("department")
                            .add("north");
                    w.signIn()
                            .bearer("POST", "/account/", tokens, profile.toString())
                            .expect(204);
                }),
                op("self: registration", w -> {
                    var browser = w.signIn("spa", null).browser("http://spa.test/cb");
                    var page = browser.open(
                                    w.region(),
                                    "/protocol/openid-connect/registrations?client_id=guest"
                                            + "&response_type=code&scope=openid&redirect_uri=http://guest.test/cb")
                            .expect(200);
                    browser.submit(
                                    w.region(),
                                    page,
                                    Map.of(
                                            "username",
                                            "erin",
                                            "password",
                                            "erin-1",
                                            "password-confirm",
                                            "erin-1",
                                            "email",
                                            "erin@example.test",
                                            "firstName",
                                            "Erin",
                                            "lastName",
                                            "É"))
                            .expect(302, 303);
                    w.find("erin", "users?username=erin&exact=true", "username", "erin");
                }),
                op("self: temporary password changed", w -> {
                    var browser = w.signIn().browser("http://shop.test/cb");
                    var page = browser.follow(w.region(), browser.credentials(w.region(), "carol", "carol-1"));
                    page = browser.submit(
                            w.region(), page, Map.of("password-new", "carol-2", "password-confirm", "carol-2"));
                    page.expect(200, 302, 303);
                }),
                op("self: consent", w -> {
                    var browser = w.signIn("guest", "guest-secret").browser("http://guest.test/cb");
                    var page = browser.follow(w.region(), browser.credentials(w.region(), "bob", "bob-1"));
                    browser.submit(w.region(), page, Map.of("accept", "Yes")).expect(302, 303);
                }),
                op("self: consent revoked by admin", w -> w.delete("users/@{bob}/consents/guest")));
    }

    /** Many at once. */
    public static List<Operation> bulk() {
        return List.of(
                op(
                        "bulk: sixty users, imported",
                        w -> w.post("partialImport", "{ifResourceExists:'FAIL', users:[" + many("crowd", 60) + "]}")),
                op("bulk: a hundred roles to one user", w -> {
                    for (int i = 0; i < 100; i++) {
                        w.post("roles", "{name:'bulk-" + i + "'}");
                    }
                    w.post(
                            "users/@{alice}/role-mappings/realm",
                            w.get("roles?search=bulk-&max=200").toString());
                }),
                op(
                        "bulk: all of them taken back",
                        w -> w.delete(
                                "users/@{alice}/role-mappings/realm",
                                w.get("roles?search=bulk-&max=200").toString())),
                op("bulk: crowd deleted", w -> {
                    for (var user : w.get("users?username=crowd&max=100")) {
                        w.delete("users/" + user.get("id").asText());
                    }
                }));
    }

    static String many(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> user(prefix + i, ", attributes:{n:['" + i + "']}, realmRoles:['offline_access']"))
                .collect(Collectors.joining(","));
    }

    private static String user(String name, String more) {
        return "{username:'%s', enabled:true, email:'%s@example.test', firstName:'%s', lastName:'Example'%s}"
                .formatted(name, name, name, more);
    }

    private static String credential(Workspace w, String user, String type) {
        for (var credential : w.get("users/@{" + user + "}/credentials")) {
            if (credential.get("type").asText().equals(type)) {
                return credential.get("id").asText();
            }
        }
        throw new IllegalStateException("No credential of type " + type);
    }
}
