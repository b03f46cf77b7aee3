package io.multiregion.engine.stream;

import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Changes a realm at random, in one database. Ids and names are few, so that two databases come to have the same id with other rows, and
 * the same name under another id. Ids are in upper and lower case and of any shape, as imported realms have them.
 */
public final class RandomRealm {

    private final TestRows rows;
    private final Random random;
    private final List<Supplier<Set<ResourceKey>>> changes = List.of(
            this::addUser,
            this::addUser,
            this::removeUser,
            this::renameUser,
            this::describeUser,
            this::addRole,
            this::addRole,
            this::removeRole,
            this::renameRole,
            this::compose,
            this::addGroup,
            this::removeGroup,
            this::mapGroup,
            this::joinGroup,
            this::addClient,
            this::removeClient,
            this::moveMapper,
            this::authorize,
            this::protect,
            this::addScope,
            this::signIn,
            this::signOut,
            this::keepOfFederated);

    public RandomRealm(TestRows rows, Random random) {
        this.rows = rows;
        this.random = random;
    }

    /** The realm itself, and another one that has the same names. */
    public static void found(TestRows rows) {
        rows.insert("REALM", "ID", TwoDatabases.REALM, "NAME", TwoDatabases.REALM);
        rows.insert("REALM", "ID", "other", "NAME", "other");
        for (int i = 0; i < 4; i++) {
            String id = "other-" + i;
            rows.insert("USER_ENTITY", "ID", id, "USERNAME", "name" + i, "EMAIL_CONSTRAINT", id, "REALM_ID", "other");
            rows.insert("USER_ATTRIBUTE", "ID", id, "USER_ID", id, "NAME", "a", "VALUE", "b");
            rows.insert(
                    "KEYCLOAK_ROLE",
                    "ID",
                    id,
                    "NAME",
                    "name" + i,
                    "CLIENT_REALM_CONSTRAINT",
                    "other",
                    "REALM_ID",
                    "other");
            rows.insert("COMPOSITE_ROLE", "COMPOSITE", id, "CHILD_ROLE", "other-0");
        }
    }

    /** Makes some changes, and returns what has changed. */
    public Set<ResourceKey> change(int times) {
        Set<ResourceKey> changed = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        for (int i = 0; i < times; i++) {
            changed.addAll(changes.get(random.nextInt(changes.size())).get());
        }
        return changed;
    }

    private String id(String kind) {
        int number = random.nextInt(14);
        return switch (number % 4) {
            case 0 -> kind + "-" + number;
            case 1 -> kind.toUpperCase(Locale.ROOT) + number;
            case 2 -> "f:" + kind + ":" + number;
            default -> number + "_" + kind;
        };
    }

    private String name() {
        return "name" + random.nextInt(12);
    }

    private List<String> ids(String table) {
        return rows.texts("select ID from " + table + " where REALM_ID = 'acme' order by ID");
    }

    private String any(String table) {
        List<String> ids = ids(table);
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }

    private boolean has(String sql, Object... values) {
        return !rows.texts(sql, values).isEmpty();
    }

    private static Set<ResourceKey> one(Kind kind, String id) {
        return Set.of(new ResourceKey(kind, id));
    }

    private Set<ResourceKey> addUser() {
        String id = id("user");
        String name = name();
        if (ids("USER_ENTITY").contains(id)
                || has("select ID from USER_ENTITY where REALM_ID = 'acme' and USERNAME = ?", name)) {
            return Set.of();
        }
        rows.insert("USER_ENTITY", "ID", id, "USERNAME", name, "EMAIL_CONSTRAINT", name + "@x", "REALM_ID", "acme");
        for (int i = 0; i < 3; i++) {
            describe(id);
        }
        String role = any("KEYCLOAK_ROLE");
        if (role != null) {
            rows.insert("USER_ROLE_MAPPING", "USER_ID", id, "ROLE_ID", role);
        }
        return one(Kind.USER, id);
    }

    private Set<ResourceKey> describeUser() {
        String user = any("USER_ENTITY");
        if (user == null) {
            return Set.of();
        }
        describe(user);
        return one(Kind.USER, user);
    }

    /** The attribute may have been another user's in the other database: its primary key too is one of few. */
    private void describe(String user) {
        String id = id("attribute");
        if (!has("select ID from USER_ATTRIBUTE where ID = ?", id)) {
            rows.insert("USER_ATTRIBUTE", "ID", id, "USER_ID", user, "NAME", name(), "VALUE", name());
        }
    }

    private Set<ResourceKey> removeUser() {
        String user = any("USER_ENTITY");
        if (user == null) {
            return Set.of();
        }
        for (String table : List.of("USER_ATTRIBUTE", "USER_ROLE_MAPPING", "USER_GROUP_MEMBERSHIP")) {
            rows.update("delete from " + table + " where USER_ID = ?", user);
        }
        rows.update("delete from USER_ENTITY where ID = ?", user);
        return one(Kind.USER, user);
    }

    private Set<ResourceKey> renameUser() {
        String user = any("USER_ENTITY");
        String name = name();
        if (user == null || has("select ID from USER_ENTITY where REALM_ID = 'acme' and USERNAME = ?", name)) {
            return Set.of();
        }
        rows.update("update USER_ENTITY set USERNAME = ?, EMAIL_CONSTRAINT = ? where ID = ?", name, name + "@x", user);
        return one(Kind.USER, user);
    }

    private Set<ResourceKey> addRole() {
        String id = id("role");
        String name = name();
        if (ids("KEYCLOAK_ROLE").contains(id) || isRole(name)) {
            return Set.of();
        }
        rows.insert("KEYCLOAK_ROLE", "ID", id, "NAME", name, "CLIENT_REALM_CONSTRAINT", "acme", "REALM_ID", "acme");
        return one(Kind.ROLE, id);
    }

    private boolean isRole(String name) {
        return has("select ID from KEYCLOAK_ROLE where CLIENT_REALM_CONSTRAINT = 'acme' and NAME = ?", name);
    }

    private Set<ResourceKey> renameRole() {
        String role = any("KEYCLOAK_ROLE");
        String name = name();
        if (role == null || isRole(name)) {
            return Set.of();
        }
        rows.update("update KEYCLOAK_ROLE set NAME = ? where ID = ?", name, role);
        return one(Kind.ROLE, role);
    }

    private Set<ResourceKey> removeRole() {
        String role = any("KEYCLOAK_ROLE");
        if (role == null) {
            return Set.of();
        }
        Set<ResourceKey> changed = new HashSet<>(one(Kind.ROLE, role));
        rows.texts("select COMPOSITE from COMPOSITE_ROLE where CHILD_ROLE = ?", role)
                .forEach(id -> changed.add(new ResourceKey(Kind.ROLE, id)));
        rows.texts("select GROUP_ID from GROUP_ROLE_MAPPING where ROLE_ID = ?", role)
                .forEach(id -> changed.add(new ResourceKey(Kind.GROUP, id)));
        rows.texts("select USER_ID from USER_ROLE_MAPPING where ROLE_ID = ?", role)
                .forEach(id -> changed.add(new ResourceKey(Kind.USER, id)));
        rows.update("delete from COMPOSITE_ROLE where CHILD_ROLE = ? or COMPOSITE = ?", role, role);
        rows.update("delete from GROUP_ROLE_MAPPING where ROLE_ID = ?", role);
        rows.update("delete from USER_ROLE_MAPPING where ROLE_ID = ?", role);
        rows.update("delete from KEYCLOAK_ROLE where ID = ?", role);
        return changed;
    }

    private Set<ResourceKey> compose() {
        String composite = any("KEYCLOAK_ROLE");
        String child = any("KEYCLOAK_ROLE");
        if (composite == null
                || has(
                        "select COMPOSITE from COMPOSITE_ROLE where COMPOSITE = ? and CHILD_ROLE = ?",
                        composite,
                        child)) {
            return Set.of();
        }
        rows.insert("COMPOSITE_ROLE", "COMPOSITE", composite, "CHILD_ROLE", child);
        return one(Kind.ROLE, composite);
    }

    private Set<ResourceKey> addGroup() {
        String id = id("group");
        String name = name();
        if (ids("KEYCLOAK_GROUP").contains(id)
                || has("select ID from KEYCLOAK_GROUP where REALM_ID = 'acme' and NAME = ?", name)) {
            return Set.of();
        }
        rows.insert("KEYCLOAK_GROUP", "ID", id, "NAME", name, "PARENT_GROUP", " ", "REALM_ID", "acme");
        return one(Kind.GROUP, id);
    }

    private Set<ResourceKey> mapGroup() {
        String group = any("KEYCLOAK_GROUP");
        String role = any("KEYCLOAK_ROLE");
        if (group == null
                || role == null
                || has("select ROLE_ID from GROUP_ROLE_MAPPING where GROUP_ID = ? and ROLE_ID = ?", group, role)) {
            return Set.of();
        }
        rows.insert("GROUP_ROLE_MAPPING", "GROUP_ID", group, "ROLE_ID", role);
        return one(Kind.GROUP, group);
    }

    private Set<ResourceKey> joinGroup() {
        String group = any("KEYCLOAK_GROUP");
        String user = any("USER_ENTITY");
        if (group == null
                || user == null
                || has("select USER_ID from USER_GROUP_MEMBERSHIP where GROUP_ID = ? and USER_ID = ?", group, user)) {
            return Set.of();
        }
        rows.insert("USER_GROUP_MEMBERSHIP", "GROUP_ID", group, "USER_ID", user);
        return one(Kind.USER, user);
    }

    private Set<ResourceKey> removeGroup() {
        String group = any("KEYCLOAK_GROUP");
        if (group == null) {
            return Set.of();
        }
        Set<ResourceKey> changed = new HashSet<>(one(Kind.GROUP, group));
        rows.texts("select USER_ID from USER_GROUP_MEMBERSHIP where GROUP_ID = ?", group)
                .forEach(id -> changed.add(new ResourceKey(Kind.USER, id)));
        rows.update("delete from USER_GROUP_MEMBERSHIP where GROUP_ID = ?", group);
        rows.update("delete from GROUP_ROLE_MAPPING where GROUP_ID = ?", group);
        rows.update("delete from KEYCLOAK_GROUP where ID = ?", group);
        return changed;
    }

    private Set<ResourceKey> addClient() {
        String id = id("client");
        String name = name();
        if (ids("CLIENT").contains(id)
                || has("select ID from CLIENT where REALM_ID = 'acme' and CLIENT_ID = ?", name)) {
            return Set.of();
        }
        rows.insert("CLIENT", "ID", id, "CLIENT_ID", name, "REALM_ID", "acme");
        rows.insert("REDIRECT_URIS", "CLIENT_ID", id, "VALUE", "http://" + name());
        String mapper = id("mapper");
        if (!has("select ID from PROTOCOL_MAPPER where ID = ?", mapper)) {
            rows.insert("PROTOCOL_MAPPER", "ID", mapper, "CLIENT_ID", id, "NAME", name());
            rows.insert("PROTOCOL_MAPPER_CONFIG", "PROTOCOL_MAPPER_ID", mapper, "NAME", "claim.name", "VALUE", name());
        }
        return one(Kind.CLIENT, id);
    }

    private Set<ResourceKey> removeClient() {
        String client = any("CLIENT");
        if (client == null) {
            return Set.of();
        }
        Set<ResourceKey> changed = new HashSet<>(one(Kind.CLIENT, client));
        changed.addAll(removeProtected(client));
        if (rows.update("delete from RESOURCE_SERVER_SCOPE where RESOURCE_SERVER_ID = ?", client)
                        + rows.update("delete from RESOURCE_SERVER where ID = ?", client)
                > 0) {
            changed.add(new ResourceKey(Kind.AUTHORIZATION, client));
        }
        rows.update(
                "delete from PROTOCOL_MAPPER_CONFIG where PROTOCOL_MAPPER_ID in"
                        + " (select ID from PROTOCOL_MAPPER where CLIENT_ID = ?)",
                client);
        rows.update("delete from PROTOCOL_MAPPER where CLIENT_ID = ?", client);
        rows.update("delete from REDIRECT_URIS where CLIENT_ID = ?", client);
        rows.update("delete from CLIENT where ID = ?", client);
        return changed;
    }

    /** From a client to a scope: a table with two kinds of owners. */
    private Set<ResourceKey> moveMapper() {
        List<String> mappers = rows.texts("select ID from PROTOCOL_MAPPER where CLIENT_ID is not null order by ID");
        String scope = any("CLIENT_SCOPE");
        if (mappers.isEmpty() || scope == null) {
            return Set.of();
        }
        String mapper = mappers.get(random.nextInt(mappers.size()));
        String client = rows.texts("select CLIENT_ID from PROTOCOL_MAPPER where ID = ?", mapper)
                .get(0);
        rows.update("update PROTOCOL_MAPPER set CLIENT_ID = null, CLIENT_SCOPE_ID = ? where ID = ?", scope, mapper);
        return Set.of(new ResourceKey(Kind.CLIENT, client), new ResourceKey(Kind.CLIENT_SCOPE, scope));
    }

    private Set<ResourceKey> authorize() {
        String client = any("CLIENT");
        if (client == null || has("select ID from RESOURCE_SERVER where ID = ?", client)) {
            return Set.of();
        }
        rows.insert("RESOURCE_SERVER", "ID", client);
        String scope = id("authorization");
        if (!has("select ID from RESOURCE_SERVER_SCOPE where ID = ?", scope)) {
            rows.insert("RESOURCE_SERVER_SCOPE", "ID", scope, "NAME", name(), "RESOURCE_SERVER_ID", client);
        }
        return one(Kind.AUTHORIZATION, client);
    }

    /** A resource with a policy that depends on another one: both may come in any order. */
    private Set<ResourceKey> protect() {
        List<String> servers = rows.texts("select ID from RESOURCE_SERVER order by ID");
        if (servers.isEmpty()) {
            return Set.of();
        }
        String server = servers.get(random.nextInt(servers.size()));
        Set<ResourceKey> changed = new HashSet<>();
        String resource = id("resource");
        if (!has("select ID from RESOURCE_SERVER_RESOURCE where ID = ?", resource)) {
            rows.insert(
                    "RESOURCE_SERVER_RESOURCE",
                    "ID",
                    resource,
                    "NAME",
                    resource,
                    "OWNER",
                    server,
                    "RESOURCE_SERVER_ID",
                    server);
            rows.insert("RESOURCE_URIS", "RESOURCE_ID", resource, "VALUE", "/" + name());
            changed.add(new ResourceKey(Kind.AUTHORIZATION_RESOURCE, resource));
        }
        String policy = id("policy");
        if (!has("select ID from RESOURCE_SERVER_POLICY where ID = ?", policy)) {
            rows.insert(
                    "RESOURCE_SERVER_POLICY",
                    "ID",
                    policy,
                    "NAME",
                    policy,
                    "TYPE",
                    "resource",
                    "RESOURCE_SERVER_ID",
                    server);
            rows.texts("select ID from RESOURCE_SERVER_RESOURCE where RESOURCE_SERVER_ID = ?", server).stream()
                    .limit(1)
                    .forEach(of -> rows.insert("RESOURCE_POLICY", "POLICY_ID", policy, "RESOURCE_ID", of));
            rows
                    .texts(
                            "select ID from RESOURCE_SERVER_POLICY where RESOURCE_SERVER_ID = ? and ID <> ?",
                            server,
                            policy)
                    .stream()
                    .limit(1)
                    .forEach(other ->
                            rows.insert("ASSOCIATED_POLICY", "POLICY_ID", policy, "ASSOCIATED_POLICY_ID", other));
            changed.add(new ResourceKey(Kind.AUTHORIZATION_POLICY, policy));
        }
        return changed;
    }

    private Set<ResourceKey> removeProtected(String server) {
        Set<ResourceKey> changed = new HashSet<>();
        String of = " in (select ID from RESOURCE_SERVER_POLICY where RESOURCE_SERVER_ID = ?)";
        rows.texts("select ID from RESOURCE_SERVER_POLICY where RESOURCE_SERVER_ID = ?", server)
                .forEach(policy -> changed.add(new ResourceKey(Kind.AUTHORIZATION_POLICY, policy)));
        rows.texts("select ID from RESOURCE_SERVER_RESOURCE where RESOURCE_SERVER_ID = ?", server)
                .forEach(resource -> changed.add(new ResourceKey(Kind.AUTHORIZATION_RESOURCE, resource)));
        rows.update("delete from ASSOCIATED_POLICY where POLICY_ID" + of, server);
        rows.update("delete from RESOURCE_POLICY where POLICY_ID" + of, server);
        rows.update("delete from RESOURCE_SERVER_POLICY where RESOURCE_SERVER_ID = ?", server);
        rows.update(
                "delete from RESOURCE_URIS where RESOURCE_ID in"
                        + " (select ID from RESOURCE_SERVER_RESOURCE where RESOURCE_SERVER_ID = ?)",
                server);
        rows.update("delete from RESOURCE_SERVER_RESOURCE where RESOURCE_SERVER_ID = ?", server);
        return changed;
    }

    private Set<ResourceKey> addScope() {
        String id = id("scope");
        String name = name();
        if (ids("CLIENT_SCOPE").contains(id)
                || has("select ID from CLIENT_SCOPE where REALM_ID = 'acme' and NAME = ?", name)) {
            return Set.of();
        }
        rows.insert("CLIENT_SCOPE", "ID", id, "NAME", name, "REALM_ID", "acme");
        return one(Kind.CLIENT_SCOPE, id);
    }

    private Set<ResourceKey> signIn() {
        String id = id("session");
        String user = any("USER_ENTITY");
        if (user == null || has("select USER_SESSION_ID from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", id)) {
            return Set.of();
        }
        rows.insert(
                "OFFLINE_USER_SESSION",
                "USER_SESSION_ID",
                id,
                "USER_ID",
                user,
                "REALM_ID",
                "acme",
                "OFFLINE_FLAG",
                "0");
        String client = name();
        rows.update("delete from OFFLINE_CLIENT_SESSION where USER_SESSION_ID = ? and CLIENT_ID = ?", id, client);
        rows.insert(
                "OFFLINE_CLIENT_SESSION",
                "USER_SESSION_ID",
                id,
                "CLIENT_ID",
                client,
                "REALM_ID",
                "acme",
                "OFFLINE_FLAG",
                "0");
        return one(Kind.SESSION, id);
    }

    private Set<ResourceKey> signOut() {
        List<String> sessions = rows.texts("select USER_SESSION_ID from OFFLINE_USER_SESSION order by 1");
        if (sessions.isEmpty()) {
            return Set.of();
        }
        String session = sessions.get(random.nextInt(sessions.size()));
        if (random.nextInt(3) > 0) {
            rows.update("delete from OFFLINE_CLIENT_SESSION where USER_SESSION_ID = ?", session);
        }
        rows.update("delete from OFFLINE_USER_SESSION where USER_SESSION_ID = ?", session);
        return one(Kind.SESSION, session);
    }

    /** A user of a storage provider: there is no root row. */
    private Set<ResourceKey> keepOfFederated() {
        String user = "f:storage:" + name();
        String id = id("kept");
        if (random.nextInt(3) == 0) {
            String group = name();
            if (rows.update("delete from FED_USER_GROUP_MEMBERSHIP where USER_ID = ? and GROUP_ID = ?", user, group)
                    == 0) {
                rows.insert(
                        "FED_USER_GROUP_MEMBERSHIP",
                        "USER_ID",
                        user,
                        "GROUP_ID",
                        group,
                        "REALM_ID",
                        "acme",
                        "STORAGE_PROVIDER_ID",
                        "storage");
            }
            return one(Kind.FEDERATED_USER, user);
        }
        List<String> owners = new ArrayList<>(rows.texts("select USER_ID from FED_USER_ATTRIBUTE where ID = ?", id));
        if (!owners.isEmpty()) {
            rows.update("delete from FED_USER_ATTRIBUTE where ID = ?", id);
            return one(Kind.FEDERATED_USER, owners.get(0));
        }
        rows.insert(
                "FED_USER_ATTRIBUTE",
                "ID",
                id,
                "USER_ID",
                user,
                "REALM_ID",
                "acme",
                "STORAGE_PROVIDER_ID",
                "storage",
                "NAME",
                name(),
                "VALUE",
                name());
        return one(Kind.FEDERATED_USER, user);
    }
}
