package io.multiregion.replication.readiness.key;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The keys that a realm will need: Keycloak's own for cookies, codes and refresh tokens, that of the realm's default algorithm, and those
 * that clients and identity providers ask for. Keycloak makes each at its first use.
 */
public final class WantedKeys {

    /** The settings of a client that name an algorithm to sign with. */
    private static final List<String> ATTRIBUTES = List.of(
            "access.token.signed.response.alg",
            "id.token.signed.response.alg",
            "user.info.response.signature.alg",
            "authorization.signed.response.alg");

    private static final String CLIENTS = "select a.value, c.clientId from ClientAttributeEntity a join a.client c"
            + " where c.realmId = :realm and c.enabled = true and a.name in (:names)";
    private static final String PROVIDERS = "select value(v), i.alias from IdentityProviderEntity i join i.config v"
            + " where i.realmId = :realm and i.enabled = true and key(v) = :name";

    private WantedKeys() {}

    /** Those that a loaded realm has not. Makes none. */
    public static List<WantedKey> missing(KeycloakSession session, RealmModel realm) {
        List<WantedKey> wanted = new ArrayList<>(List.of(
                new WantedKey(KeyUse.ENC, Algorithm.AES, "Keycloak itself"),
                new WantedKey(KeyUse.SIG, Constants.INTERNAL_SIGNATURE_ALGORITHM, "Keycloak itself"),
                new WantedKey(KeyUse.SIG, Algorithm.RS256, "Keycloak itself")));
        Stream.of(
                        Stream.of(new Object[][] {{realm.getDefaultSignatureAlgorithm(), "realm settings"}}),
                        rows(session, CLIENTS, realm, "names", ATTRIBUTES, "client "),
                        rows(session, PROVIDERS, realm, "name", "clientAssertionSigningAlg", "identity provider "))
                .flatMap(rows -> rows)
                .map(row -> signing(session, (String) row[0], (String) row[1]))
                .filter(Objects::nonNull)
                .filter(key ->
                        wanted.stream().noneMatch(other -> other.algorithm().equals(key.algorithm())))
                .forEach(wanted::add);
        return wanted.stream().filter(key -> !key.isThere(session, realm)).toList();
    }

    /** Those that one client asks for and its realm has not. */
    static List<WantedKey> missing(KeycloakSession session, ClientModel client) {
        return ATTRIBUTES.stream()
                .map(client::getAttribute)
                .distinct()
                .map(algorithm -> signing(session, algorithm, "client " + client.getClientId()))
                .filter(Objects::nonNull)
                .filter(key -> !key.isThere(session, client.getRealm()))
                .toList();
    }

    /** Null for what no server signs with. */
    private static WantedKey signing(KeycloakSession session, String algorithm, String where) {
        return algorithm == null
                        || session.getKeycloakSessionFactory().getProviderFactory(SignatureProvider.class, algorithm)
                                == null
                ? null
                : new WantedKey(KeyUse.SIG, algorithm, where);
    }

    private static Stream<Object[]> rows(
            KeycloakSession session, String query, RealmModel realm, String parameter, Object value, String what) {
        EntityManager database =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return database
                .createQuery(query, Object[].class)
                .setParameter("realm", realm.getId())
                .setParameter(parameter, value)
                .getResultList()
                .stream()
                .map(row -> new Object[] {row[0], what + row[1]});
    }
}
