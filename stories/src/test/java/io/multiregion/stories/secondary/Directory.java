package io.multiregion.stories.secondary;

import com.fasterxml.jackson.databind.JsonNode;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import io.multiregion.lab.client.Admin;
import io.multiregion.lab.client.Json;
import java.net.InetAddress;
import java.util.stream.Collectors;

/** An LDAP server with people in {@code ou=people} and {@code ou=guests}, and a group of them, whom both regions ask. */
final class Directory implements AutoCloseable {

    private static final String BASE = "dc=corp,dc=test";
    private static final String BIND = "cn=keycloak";
    private static final String STORAGE = """
            {name: '%1$s', providerId: 'ldap', providerType: 'org.keycloak.storage.UserStorageProvider', config: {
              vendor: ['other'], connectionUrl: ['ldap://127.0.0.1:%2$d'], usersDn: ['ou=%1$s,dc=corp,dc=test'],
              bindDn: ['cn=keycloak'], bindCredential: ['bind-secret'], authType: ['simple'], editMode: ['WRITABLE'],
              importEnabled: ['%3$s'], usernameLDAPAttribute: ['uid'], rdnLDAPAttribute: ['uid'], uuidLDAPAttribute: ['entryUUID'],
              userObjectClasses: ['inetOrgPerson, organizationalPerson'], searchScope: ['2'], pagination: ['false'],
              cachePolicy: ['NO_CACHE'], enabled: ['true'], syncRegistrations: ['false']}}
            """;
    private static final String GROUPS = """
            {name: 'groups', parentId: '%s', providerId: 'group-ldap-mapper',
             providerType: 'org.keycloak.storage.ldap.mappers.LDAPStorageMapper', config: {
              'groups.dn': ['ou=groups,dc=corp,dc=test'], 'group.name.ldap.attribute': ['cn'],
              'group.object.classes': ['groupOfNames'], 'preserve.group.inheritance': ['false'],
              'membership.ldap.attribute': ['member'], 'membership.attribute.type': ['DN'],
              'membership.user.ldap.attribute': ['uid'], mode: ['IMPORT'], 'drop.non.existing.groups.during.sync': ['false'],
              'user.roles.retrieve.strategy': ['LOAD_GROUPS_BY_MEMBER_ATTRIBUTE'], 'groups.path': ['/']}}
            """;

    private final InMemoryDirectoryServer server;

    private Directory(InMemoryDirectoryServer server) {
        this.server = server;
    }

    static Directory start() throws LDAPException {
        var config = new InMemoryDirectoryServerConfig(BASE);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
        config.addAdditionalBindCredentials(BIND, "bind-secret");
        var server = new InMemoryDirectoryServer(config);
        server.startListening();
        var directory = new Directory(server);
        directory.add("dn: " + BASE, "objectClass: domain", "dc: corp");
        for (var unit : new String[] {"people", "guests", "groups"}) {
            directory.add("dn: ou=" + unit + "," + BASE, "objectClass: organizationalUnit", "ou: " + unit);
        }
        return directory;
    }

    /** How to reach it, as an administrator tries it. */
    JsonNode connection() {
        return Json.of(
                "{connectionUrl: 'ldap://127.0.0.1:%d', bindDn: '%s', bindCredential: 'bind-secret', authType: 'simple'}",
                server.getListenPort(), BIND);
    }

    /** Makes it known to a realm. Returns the storage's id. */
    String known(Admin admin, String realm, String unit, boolean imports) {
        return admin.create(realm + "/components", Json.of(STORAGE, unit, server.getListenPort(), imports));
    }

    /** The directory's groups are imported with their members. */
    void groups(Admin admin, String realm, String storage) {
        admin.create(realm + "/components", Json.of(GROUPS, storage));
    }

    void person(String unit, String name) throws LDAPException {
        add(
                "dn: " + dn(unit, name),
                "objectClass: inetOrgPerson",
                "uid: " + name,
                "cn: " + name,
                "givenName: " + name,
                "sn: Person",
                "mail: " + name + "@corp.test",
                "userPassword: " + password(name));
    }

    void group(String group, String... people) throws LDAPException {
        var lines = new String[people.length + 3];
        lines[0] = "dn: cn=" + group + ",ou=groups," + BASE;
        lines[1] = "objectClass: groupOfNames";
        lines[2] = "cn: " + group;
        for (int i = 0; i < people.length; i++) {
            lines[i + 3] = "member: " + dn("people", people[i]);
        }
        add(lines);
    }

    void remove(String name) throws LDAPException {
        server.delete(dn("people", name));
    }

    /** Gives somebody another name, as after a marriage. */
    void rename(String name, String other) throws LDAPException {
        server.modifyDN(dn("people", name), "uid=" + other, true);
    }

    /** A person gets another place below the same unit. */
    void move(String name) throws LDAPException {
        add("dn: ou=inner,ou=people," + BASE, "objectClass: organizationalUnit", "ou: inner");
        server.modifyDN(dn("people", name), "uid=" + name, true, "ou=inner,ou=people," + BASE);
    }

    /** All that is in it, but for what it notes of sign-ins. */
    String content() throws LDAPException {
        return server.search(BASE, SearchScope.SUB, "(objectClass=*)", "*").getSearchEntries().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private void add(String... lines) throws LDAPException {
        try {
            server.add(lines);
        } catch (LDIFException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String password(String name) {
        return name + "-secret";
    }

    private static String dn(String unit, String name) {
        return "uid=" + name + ",ou=" + unit + "," + BASE;
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
