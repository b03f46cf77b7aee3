package io.multiregion.replication.readiness.use;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.vault.VaultStringSecret;

/**
 * The entries of the vault that a realm's secrets refer to, as {@code ${vault.key}}, and that this region's vault does not have.
 * The vault itself is not replicated. Works in the name of the context's realm: a vault may keep entries per realm.
 */
final class VaultEntries {

    private static final String PREFIX = "${vault.";
    private static final Map<String, String> REFERENCES = Map.of("pattern", PREFIX + "%");

    private record Reference(String value, String where) {}

    private final KeycloakSession session;
    private final RealmQuery query;
    private final RealmEntity realm;

    VaultEntries(KeycloakSession session, RealmQuery query, RealmEntity realm) {
        this.session = session;
        this.query = query;
        this.realm = realm;
    }

    List<Lack> missing() {
        return references().stream()
                .filter(reference -> reference.value().startsWith(PREFIX)
                        && reference.value().endsWith("}"))
                .filter(reference -> !resolves(reference.value()))
                .map(reference -> new Lack(
                        "vault entry",
                        reference
                                .value()
                                .substring(PREFIX.length(), reference.value().length() - 1),
                        reference.where(),
                        true))
                .toList();
    }

    private List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        references.addAll(query.list(
                "select c.secret, c.clientId from ClientEntity c where c.realmId = :realm and c.enabled = true"
                        + " and c.secret like :pattern",
                REFERENCES,
                row -> new Reference((String) row[0], "secret of client " + row[1])));
        references.addAll(query.list(
                "select v.value, c.name, v.name from ComponentConfigEntity v join v.component c where c.realm.id = :realm"
                        + " and v.value like :pattern",
                REFERENCES,
                row -> new Reference((String) row[0], row[2] + " of component " + row[1])));
        references.addAll(query.list(
                "select setting, i.alias from IdentityProviderEntity i join i.config setting where i.realmId = :realm"
                        + " and i.enabled = true and setting like :pattern",
                REFERENCES,
                row -> new Reference((String) row[0], "identity provider " + row[1])));
        realm.getSmtpConfig().forEach((name, value) -> {
            if (value != null) {
                references.add(new Reference(value, name + " of the e-mail settings"));
            }
        });
        return references;
    }

    private boolean resolves(String reference) {
        try (VaultStringSecret secret = session.vault().getStringSecret(reference)) {
            return secret.get().isPresent();
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}
