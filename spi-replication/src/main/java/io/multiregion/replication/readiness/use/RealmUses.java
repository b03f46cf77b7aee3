package io.multiregion.replication.readiness.use;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.authentication.FormAction;
import org.keycloak.authentication.FormAuthenticator;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authorization.policy.provider.PolicyProvider;
import org.keycloak.broker.provider.IdentityProvider;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.broker.social.SocialIdentityProvider;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.provider.Provider;

/** The providers that the rows of a realm name, each once, by one grouped query per place that can name any. */
final class RealmUses {

    private final KeycloakSession session;
    private final RealmQuery query;
    private final RealmEntity realm;

    RealmUses(KeycloakSession session, RealmQuery query, RealmEntity realm) {
        this.session = session;
        this.query = query;
        this.realm = realm;
    }

    List<ProviderUse> all() {
        List<ProviderUse> uses = new ArrayList<>();
        uses.addAll(executions());
        uses.addAll(requiredActions());
        uses.addAll(components());
        uses.addAll(clients());
        uses.addAll(protocolMappers());
        uses.addAll(identityProviders());
        uses.addAll(authorization());
        uses.addAll(eventListeners());
        uses.addAll(new WrittenUses(query, realm).all());
        return uses;
    }

    /** Each authenticator once, in a flow that is bound if there is one. */
    private Collection<ProviderUse> executions() {
        Set<String> bound = new BoundFlows(query, realm).ids();
        Map<List<?>, ProviderUse> uses = new LinkedHashMap<>();
        query
                .list(
                        "select e.authenticator, f.providerId, e.autheticatorFlow, f.alias, f.id from AuthenticationExecutionEntity e"
                                + " join e.parentFlow f where e.realm.id = :realm and e.authenticator is not null"
                                + " and e.requirement <> :disabled order by f.alias",
                        Map.of("disabled", Requirement.DISABLED),
                        row -> new ProviderUse(
                                "authenticator",
                                List.of(executed((String) row[1], (Boolean) row[2])),
                                (String) row[0],
                                "flow " + row[3],
                                bound.contains((String) row[4])))
                .stream()
                .sorted(Comparator.comparing(use -> !use.inUse()))
                .forEach(use -> uses.putIfAbsent(List.of(use.id(), use.kinds()), use));
        return uses.values();
    }

    /** What an execution runs depends on the kind of flow that it is in; a sub-flow that has a form names the form. */
    private static Class<? extends Provider> executed(String flow, boolean form) {
        if (form) {
            return FormAuthenticator.class;
        }
        return switch (flow) {
            case "form-flow" -> FormAction.class;
            case "client-flow" -> ClientAuthenticator.class;
            default -> Authenticator.class;
        };
    }

    private List<ProviderUse> requiredActions() {
        return query.list(
                "select a.providerId, min(a.alias) from RequiredActionProviderEntity a where a.realm.id = :realm"
                        + " and a.enabled = true group by a.providerId",
                row -> new ProviderUse(
                        "required action", RequiredActionProvider.class, (String) row[0], "required action " + row[1]));
    }

    private List<ProviderUse> components() {
        return query.list(
                "select c.providerType, c.providerId, min(c.name) from ComponentEntity c where c.realm.id = :realm"
                        + " group by c.providerType, c.providerId",
                row -> new ProviderUse(
                        "component of type " + row[0],
                        session.getProviderClass((String) row[0]),
                        (String) row[1],
                        "component " + row[2]));
    }

    private List<ProviderUse> clients() {
        List<ProviderUse> uses = new ArrayList<>();
        uses.addAll(query.list(
                "select c.clientAuthenticatorType, min(c.clientId) from ClientEntity c where c.realmId = :realm"
                        + " and c.enabled = true and c.clientAuthenticatorType is not null group by c.clientAuthenticatorType",
                row -> new ProviderUse(
                        "client authenticator", ClientAuthenticator.class, (String) row[0], "client " + row[1])));
        uses.addAll(query.list(
                "select c.protocol, min(c.clientId) from ClientEntity c where c.realmId = :realm and c.enabled = true"
                        + " and c.protocol is not null group by c.protocol",
                row -> new ProviderUse("protocol", LoginProtocol.class, (String) row[0], "client " + row[1])));
        return uses;
    }

    private List<ProviderUse> protocolMappers() {
        List<ProviderUse> uses = new ArrayList<>();
        uses.addAll(query.list(
                "select m.protocolMapper, min(c.clientId) from ProtocolMapperEntity m join m.client c"
                        + " where c.realmId = :realm and c.enabled = true group by m.protocolMapper",
                row -> new ProviderUse("protocol mapper", ProtocolMapper.class, (String) row[0], "client " + row[1])));
        uses.addAll(query.list(
                "select m.protocolMapper, min(s.name) from ProtocolMapperEntity m join m.clientScope s"
                        + " where s.realmId = :realm group by m.protocolMapper",
                row -> new ProviderUse(
                        "protocol mapper", ProtocolMapper.class, (String) row[0], "client scope " + row[1])));
        return uses;
    }

    private List<ProviderUse> identityProviders() {
        List<ProviderUse> uses = new ArrayList<>();
        uses.addAll(query.list(
                "select i.providerId, min(i.alias) from IdentityProviderEntity i where i.realmId = :realm"
                        + " and i.enabled = true group by i.providerId",
                row -> new ProviderUse(
                        "identity provider",
                        List.of(IdentityProvider.class, SocialIdentityProvider.class),
                        (String) row[0],
                        "identity provider " + row[1])));
        uses.addAll(query.list(
                "select m.identityProviderMapper, min(m.identityProviderAlias) from IdentityProviderMapperEntity m"
                        + " where m.realmId = :realm and m.identityProviderAlias in (select i.alias from IdentityProviderEntity i"
                        + " where i.realmId = :realm and i.enabled = true) group by m.identityProviderMapper",
                row -> new ProviderUse(
                        "identity provider mapper",
                        IdentityProviderMapper.class,
                        (String) row[0],
                        "identity provider " + row[1])));
        return uses;
    }

    private List<ProviderUse> authorization() {
        return query.list(
                "select p.type, min(p.name) from PolicyEntity p where p.resourceServer.id in"
                        + " (select c.id from ClientEntity c where c.realmId = :realm and c.enabled = true) group by p.type",
                row -> new ProviderUse(
                        "authorization policy", PolicyProvider.class, (String) row[0], "policy " + row[1]));
    }

    private List<ProviderUse> eventListeners() {
        return realm.getEventsListeners().stream()
                .map(id -> new ProviderUse("event listener", EventListenerProvider.class, id, "event settings"))
                .toList();
    }
}
