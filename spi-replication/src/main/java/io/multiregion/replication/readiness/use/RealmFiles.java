package io.multiregion.replication.readiness.use;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.policy.PasswordPolicyProvider;

/**
 * The files that a realm names and that this server cannot read, where Keycloak looks for them: password denylists, key stores, key tabs,
 * revocation lists. Files are not replicated. Without its denylist Keycloak cannot load a realm at all.
 */
final class RealmFiles {

    private static final Path ANYWHERE = Path.of("");
    private static final String DENYLIST = "passwordBlacklist";
    private static final String KEY_STORE = "java-keystore";
    private static final String CRL = "x509-cert-auth.crl-relative-path";
    private static final String CRL_CHECKED = "x509-cert-auth.crl-checking-enabled";

    private final KeycloakSession session;
    private final RealmQuery query;
    private final RealmEntity realm;
    private final List<Lack> missing = new ArrayList<>();

    RealmFiles(KeycloakSession session, RealmQuery query, RealmEntity realm) {
        this.session = session;
        this.query = query;
        this.realm = realm;
    }

    List<Lack> missing() {
        WrittenPolicy.of(realm.getPasswordPolicy()).forEach(this::policy);
        components();
        revocationLists();
        return missing;
    }

    private void policy(WrittenPolicy policy) {
        if (policy.id().equals(DENYLIST) && policy.value() != null) {
            look(denylists(), policy.value(), "password policy " + DENYLIST);
            return;
        }
        PasswordPolicyProvider provider = session.getProvider(PasswordPolicyProvider.class, policy.id());
        try {
            if (provider != null) {
                provider.parseConfig(policy.value());
            }
        } catch (RuntimeException e) {
            missing.add(new Lack("what the password policy needs", policy.id(), String.valueOf(e.getMessage()), true));
        }
    }

    private static Path denylists() {
        String asked = System.getProperty("keycloak.password.blacklists.path");
        String set = asked != null
                ? asked
                : Config.scope("password-policy", DENYLIST).get("blacklistsPath");
        return set != null ? Path.of(set) : data().resolve("password-blacklists");
    }

    private static Path data() {
        return Path.of(System.getProperty("kc.home.dir", ""), "data");
    }

    private void components() {
        Map<String, Map<String, String>> settings = new HashMap<>();
        query.list(
                        "select c.id, v.name, v.value, c.name, c.providerId from ComponentConfigEntity v join v.component c"
                                + " where c.realm.id = :realm and c.providerId in (:providers) and v.name in (:names)",
                        Map.of(
                                "providers", List.of(KEY_STORE, "kerberos", "ldap"),
                                "names", List.of("keystore", "keyTab", "allowKerberosAuthentication", "enabled")),
                        row -> row)
                .forEach(row -> settings.computeIfAbsent((String) row[0], id -> component(row))
                        .put((String) row[1], (String) row[2]));
        settings.values().stream()
                .filter(one -> !"false".equals(one.get("enabled")))
                .forEach(this::component);
    }

    private static Map<String, String> component(Object[] row) {
        return new HashMap<>(Map.of("", String.valueOf(row[3]), "provider", (String) row[4]));
    }

    private void component(Map<String, String> settings) {
        String where = "component " + settings.get("");
        if (settings.get("provider").equals(KEY_STORE)) {
            String set = Config.scope("keys", KEY_STORE).get("keystores-path");
            Path stores = set == null ? data() : Path.of(set);
            look(stores.resolve(realm.getName()), settings.get("keystore"), where);
        } else if (settings.get("provider").equals("kerberos")
                || Boolean.parseBoolean(settings.get("allowKerberosAuthentication"))) {
            look(ANYWHERE, settings.get("keyTab"), where);
        }
    }

    private void revocationLists() {
        Map<String, Map<String, String>> settings = new HashMap<>();
        query.list(
                        "select c.alias, key(v), value(v) from AuthenticatorConfigEntity c join c.config v"
                                + " where c.realm.id = :realm and key(v) in (:names)",
                        Map.of("names", List.of(CRL, CRL_CHECKED)),
                        row -> row)
                .forEach(row -> settings.computeIfAbsent(String.valueOf(row[0]), alias -> new HashMap<>())
                        .put((String) row[1], (String) row[2]));
        settings.forEach((alias, values) -> {
            if (Boolean.parseBoolean(values.get(CRL_CHECKED)) && values.get(CRL) != null) {
                Path configuration = Path.of(
                        System.getProperty("jboss.server.config.dir", System.getProperty("kc.home.dir", "") + "/conf"));
                for (String list : Constants.CFG_DELIMITER_PATTERN.split(values.get(CRL))) {
                    if (!list.contains(":")) {
                        look(configuration, list.replaceFirst("^/+", ""), "authenticator settings " + alias);
                    }
                }
            }
        });
    }

    /**
     * An absolute path stays what it is. Outside of the folder, where Keycloak finds nothing, nobody is told what is there.
     *
     * @param folder where it has to be, or empty
     */
    private void look(Path folder, String name, String where) {
        if (name == null || name.isBlank()) {
            return;
        }
        try {
            Path file = folder.resolve(name.trim()).toAbsolutePath().normalize();
            if (!file.startsWith(folder.toAbsolutePath().normalize()) && !folder.equals(ANYWHERE)
                    || !Files.isReadable(file)) {
                missing.add(new Lack("file", file.toString(), where, true));
            }
        } catch (InvalidPathException e) {
            missing.add(new Lack("file", name, where, true));
        }
    }
}
