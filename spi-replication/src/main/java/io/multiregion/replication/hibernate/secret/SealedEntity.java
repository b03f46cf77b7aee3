package io.multiregion.replication.hibernate.secret;

import io.multiregion.engine.secret.SecretNames;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.jpa.entities.ClientAttributeEntity;
import org.keycloak.models.jpa.entities.ClientEntity;
import org.keycloak.models.jpa.entities.ComponentConfigEntity;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.FederatedIdentityEntity;
import org.keycloak.storage.jpa.entity.BrokerLinkEntity;
import org.keycloak.storage.jpa.entity.FederatedUserCredentialEntity;

/**
 * A property of an entity that may hold a secret.
 *
 * @param type the entity
 * @param property its property
 * @param isSecret whether it does, in a complete entity
 * @param realmId the realm of a complete entity
 * @param place what the secret is bound to; works while the entity is loaded as well, from its id
 */
record SealedEntity<E>(
        Class<E> type,
        String property,
        Predicate<E> isSecret,
        Function<E, String> realmId,
        Function<Object, String> place) {

    static List<SealedEntity<?>> all() {
        return Stream.of(ofConfiguration(), ofUsers()).flatMap(List::stream).toList();
    }

    private static List<SealedEntity<?>> ofConfiguration() {
        return List.of(
                new SealedEntity<>(
                        ComponentConfigEntity.class,
                        "value",
                        entity -> SecretNames.isSecretSetting(entity.getName()),
                        entity -> entity.getComponent().getRealm().getId(),
                        id -> SecretNames.place("COMPONENT_CONFIG", "VALUE", (String) id)),
                new SealedEntity<>(
                        ClientEntity.class,
                        "secret",
                        entity -> true,
                        ClientEntity::getRealmId,
                        id -> SecretNames.place("CLIENT", "SECRET", (String) id)),
                new SealedEntity<>(
                        ClientAttributeEntity.class,
                        "value",
                        entity -> SecretNames.isSecretSetting(entity.getName()),
                        entity -> entity.getClient().getRealmId(),
                        id -> SecretNames.place(
                                "CLIENT_ATTRIBUTES",
                                "VALUE",
                                ((ClientAttributeEntity.Key) id).getClient().getId(),
                                ((ClientAttributeEntity.Key) id).getName())));
    }

    private static List<SealedEntity<?>> ofUsers() {
        return List.of(
                new SealedEntity<>(
                        CredentialEntity.class,
                        "secretData",
                        entity -> SecretNames.isSecretCredential(entity.getType()),
                        entity -> entity.getUser().getRealmId(),
                        id -> SecretNames.place("CREDENTIAL", "SECRET_DATA", (String) id)),
                new SealedEntity<>(
                        FederatedIdentityEntity.class,
                        "token",
                        entity -> true,
                        FederatedIdentityEntity::getRealmId,
                        id -> SecretNames.place(
                                "FEDERATED_IDENTITY",
                                "TOKEN",
                                ((FederatedIdentityEntity.Key) id).getUser().getId())),
                new SealedEntity<>(
                        FederatedUserCredentialEntity.class,
                        "secretData",
                        entity -> SecretNames.isSecretCredential(entity.getType()),
                        FederatedUserCredentialEntity::getRealmId,
                        id -> SecretNames.place("FED_USER_CREDENTIAL", "SECRET_DATA", (String) id)),
                new SealedEntity<>(
                        BrokerLinkEntity.class,
                        "token",
                        entity -> true,
                        BrokerLinkEntity::getRealmId,
                        id -> SecretNames.place("BROKER_LINK", "TOKEN", ((BrokerLinkEntity.Key) id).getUserId())));
    }
}
