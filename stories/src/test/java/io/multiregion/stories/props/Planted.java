package io.multiregion.stories.props;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.multiregion.lab.client.Json;
import io.multiregion.lab.client.SignIn;
import io.multiregion.lab.client.Totp;
import io.multiregion.lab.machine.Await;
import io.multiregion.lab.region.Region;
import io.multiregion.lab.region.SampleRealm;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One secret of each kind in a realm, by what it is: texts that occur nowhere else. */
public final class Planted {

    private static final Totp TOTP = new Totp("JBSWY3DPEHPK3PXPPLANTEDSEEDAAAA");

    private final String realm;
    private final Map<String, String> secrets = new LinkedHashMap<>();

    public Planted(String realm) {
        this.realm = realm;
    }

    /** What was planted, by name. */
    public Map<String, String> secrets() {
        return secrets;
    }

    public void plant(Region region) throws SQLException {
        var admin = region.admin();
        keep("client secret", "planted-client-secret-5f0c");
        admin.create(
                realm + "/clients",
                Json.of("{clientId:'planted', secret:'planted-client-secret-5f0c', serviceAccountsEnabled:true}"));
        keep("identity provider's secret", "planted-provider-secret-8a31");
        admin.post(
                realm + "/identity-provider/instances",
                Json.of("{alias:'planted', providerId:'oidc', enabled:true, config:{clientId:'x',"
                        + " clientSecret:'planted-provider-secret-8a31', authorizationUrl:'https://p.test/a',"
                        + " tokenUrl:'https://p.test/t'}}"));
        keep("mail password", "planted-mail-password-77d2");
        admin.put(
                realm,
                Json.of("{smtpServer:{host:'127.0.0.1', port:'9', from:'a@acme.test', auth:'true', user:'mail',"
                        + " password:'planted-mail-password-77d2'}}"));
        keep("bind credential", "planted-bind-credential-e4b9");
        admin.create(
                realm + "/components",
                Json.of("{name:'directory', providerId:'ldap', providerType:'org.keycloak.storage.UserStorageProvider',"
                        + " config:{enabled:['false'], vendor:['other'], connectionUrl:['ldap://127.0.0.1:9'],"
                        + " bindDn:['cn=x'], bindCredential:['planted-bind-credential-e4b9'], authType:['simple'],"
                        + " usersDn:['ou=u'], usernameLDAPAttribute:['uid'], rdnLDAPAttribute:['uid'],"
                        + " uuidLDAPAttribute:['entryUUID'], userObjectClasses:['person'], editMode:['READ_ONLY'],"
                        + " searchScope:['1'], priority:['0']}}"));
        keep("TOTP seed", TOTP.seed());
        admin.create(
                realm + "/users",
                Json.of(
                        "{username:'planted', enabled:true, email:'planted@acme.test', firstName:'P', lastName:'P',"
                                + " federatedIdentities:[{identityProvider:'planted', userId:'p1', userName:'p'}],"
                                + " credentials:[{type:'password', value:'planted'}, %s]}",
                        TOTP.credential()));
        keep("rotated client secret", "planted-rotated-secret-19c6");
        attribute(region, "client.secret.rotated", "planted-rotated-secret-19c6");
        brokerToken(region);
        keepPrivateKeys(region);
    }

    /** A sign-in with password and one-time code (RFC 6238): a code is taken once, so this waits for the next one. */
    public boolean signsInWithTotp(Region region) {
        var signIn = new SignIn(region.url(), realm, SampleRealm.CLIENT, SampleRealm.SECRET);
        var form = new HashMap<>(Map.of("grant_type", "password", "username", "planted", "password", "planted"));
        if (signIn.token(form).status() == 200) {
            return false;
        }
        Await.upTo(Duration.ofSeconds(65), "a new code is taken")
                .every(Duration.ofSeconds(1))
                .until(() -> {
                    form.put("totp", TOTP.code(0));
                    return signIn.token(form).status() == 200;
                });
        return true;
    }

    private void keep(String what, String secret) {
        secrets.put(what, secret);
    }

    private void attribute(Region region, String name, String value) {
        var admin = region.admin();
        var client = admin.get(realm + "/clients?clientId=planted").get(0);
        ((ObjectNode) client.get("attributes")).put(name, value);
        admin.put(realm + "/clients/" + client.get("id").asText(), client);
    }

    /** Keycloak stores it when a user signs in by the provider; no REST call takes one. */
    private void brokerToken(Region region) throws SQLException {
        keep("broker token", "planted-broker-token-b20e");
        try (var connection = region.database().connect();
                var update = connection.prepareStatement(
                        "update FEDERATED_IDENTITY set TOKEN = ? where FEDERATED_USER_ID = 'p1'")) {
            update.setString(1, "planted-broker-token-b20e");
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("There is no broker link to plant a token in");
            }
        }
    }

    /** As they stand in the database before they are sealed. */
    private void keepPrivateKeys(Region region) throws SQLException {
        try (var connection = region.database().connect();
                var select = connection.prepareStatement("select c.ID, c.PROVIDER_ID, f.VALUE from COMPONENT_CONFIG f"
                        + " join COMPONENT c on c.ID = f.COMPONENT_ID join REALM r on r.ID = c.REALM_ID"
                        + " where r.NAME = ? and f.NAME in ('privateKey', 'secret')")) {
            select.setString(1, realm);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    keep(rows.getString(2) + " " + rows.getString(1), rows.getString(3));
                }
            }
        }
    }
}
