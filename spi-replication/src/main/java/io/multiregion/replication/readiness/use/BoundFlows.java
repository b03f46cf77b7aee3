package io.multiregion.replication.readiness.use;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.Constants;
import org.keycloak.models.jpa.entities.RealmEntity;

/**
 * The flows of a realm that somebody can come into: those that the realm, an enabled client or an enabled identity provider is bound to, or
 * that a client policy names, with the flows inside them. An old export may have others, which do no harm.
 */
final class BoundFlows {

    /** The realm's attribute for the one flow that has no column. */
    private static final String FIRST_BROKER_LOGIN = "firstBrokerLoginFlowId";

    private final RealmQuery query;
    private final RealmEntity realm;

    BoundFlows(RealmQuery query, RealmEntity realm) {
        this.query = query;
        this.realm = realm;
    }

    /** Their ids. */
    Set<String> ids() {
        Map<String, List<String>> inside = new HashMap<>();
        query.list(
                        "select f.id, e.flowId from AuthenticationExecutionEntity e join e.parentFlow f where e.realm.id = :realm"
                                + " and e.flowId is not null and e.requirement <> :disabled",
                        Map.of("disabled", Requirement.DISABLED),
                        row -> row)
                .forEach(row -> inside.computeIfAbsent((String) row[0], flow -> new ArrayList<>())
                        .add((String) row[1]));
        Set<String> bound = new HashSet<>();
        Deque<String> next = new ArrayDeque<>();
        roots().filter(flow -> flow != null && bound.add(flow)).forEach(next::add);
        while (!next.isEmpty()) {
            inside.getOrDefault(next.remove(), List.of()).stream()
                    .filter(bound::add)
                    .forEach(next::add);
        }
        return bound;
    }

    private Stream<String> roots() {
        return Stream.of(
                        Stream.of(
                                realm.getBrowserFlow(),
                                realm.getRegistrationFlow(),
                                realm.getDirectGrantFlow(),
                                realm.getResetCredentialsFlow(),
                                realm.getClientAuthenticationFlow(),
                                realm.getDockerAuthenticationFlow()),
                        attributes(FIRST_BROKER_LOGIN).stream(),
                        query
                                .list(
                                        "select flow, c.clientId from ClientEntity c join c.authFlowBindings flow"
                                                + " where c.realmId = :realm and c.enabled = true",
                                        row -> (String) row[0])
                                .stream(),
                        query
                                .list(
                                        "select i.firstBrokerLoginFlowId, i.postBrokerLoginFlowId from IdentityProviderEntity i"
                                                + " where i.realmId = :realm and i.enabled = true",
                                        row -> Stream.of((String) row[0], (String) row[1]))
                                .stream()
                                .flatMap(flows -> flows),
                        namedByPolicies())
                .flatMap(flows -> flows);
    }

    /** A policy names a flow by its alias: what looks like one is taken for one. */
    private Stream<String> namedByPolicies() {
        String profiles = String.join("\n", attributes(Constants.CLIENT_PROFILES));
        return profiles.isEmpty()
                ? Stream.empty()
                : query
                        .list(
                                "select f.id, f.alias from AuthenticationFlowEntity f where f.realm.id = :realm",
                                row -> profiles.contains("\"" + row[1] + "\"") ? (String) row[0] : null)
                        .stream();
    }

    private List<String> attributes(String name) {
        return query.list(
                "select a.value, a.name from RealmAttributeEntity a where a.realm.id = :realm and a.name = :name",
                Map.of("name", name),
                row -> row[0] == null ? "" : (String) row[0]);
    }
}
