package io.multiregion.replication.readiness.use;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.jpa.entities.RealmEntity;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.validate.Validator;

/** The providers that a realm names inside a text: the password policy, client policies, the user profile. */
final class WrittenUses {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USER_PROFILE = "kc.user.profile.config";

    private final RealmQuery query;
    private final RealmEntity realm;

    WrittenUses(RealmQuery query, RealmEntity realm) {
        this.query = query;
        this.realm = realm;
    }

    List<ProviderUse> all() {
        List<ProviderUse> uses = new ArrayList<>();
        uses.addAll(passwordPolicy());
        uses.addAll(clientPolicies());
        uses.addAll(userProfile());
        return uses;
    }

    private List<ProviderUse> passwordPolicy() {
        List<ProviderUse> uses = new ArrayList<>();
        for (WrittenPolicy policy : WrittenPolicy.of(realm.getPasswordPolicy())) {
            uses.add(new ProviderUse("password policy", PasswordPolicyProvider.class, policy.id(), "password policy"));
            if (policy.id().equals(PasswordPolicy.HASH_ALGORITHM_ID) && policy.value() != null) {
                uses.add(new ProviderUse(
                        "password hashing", PasswordHashProvider.class, policy.value(), "password policy"));
            }
        }
        return uses;
    }

    private List<ProviderUse> clientPolicies() {
        List<ProviderUse> uses = new ArrayList<>();
        for (String[] attribute : query.list(
                "select a.name, a.value from RealmAttributeEntity a where a.realm.id = :realm and a.name in (:names)",
                Map.of("names", List.of(Constants.CLIENT_PROFILES, Constants.CLIENT_POLICIES)),
                row -> new String[] {(String) row[0], (String) row[1]})) {
            JsonNode written = read(attribute[1]);
            for (JsonNode profile : written.path("profiles")) {
                profile.path("executors")
                        .forEach(executor -> uses.add(new ProviderUse(
                                "client policy executor",
                                ClientPolicyExecutorProvider.class,
                                executor.path("executor").asText(),
                                "client profile " + profile.path("name").asText())));
            }
            for (JsonNode policy : written.path("policies")) {
                policy.path("conditions")
                        .forEach(condition -> uses.add(new ProviderUse(
                                "client policy condition",
                                ClientPolicyConditionProvider.class,
                                condition.path("condition").asText(),
                                "client policy " + policy.path("name").asText())));
            }
        }
        return uses;
    }

    private List<ProviderUse> userProfile() {
        List<ProviderUse> uses = new ArrayList<>();
        for (String written : query.list(
                "select v.value, v.name from ComponentConfigEntity v join v.component c where c.realm.id = :realm"
                        + " and v.name = :name",
                Map.of("name", USER_PROFILE),
                row -> (String) row[0])) {
            for (JsonNode attribute : read(written).path("attributes")) {
                attribute
                        .path("validations")
                        .fieldNames()
                        .forEachRemaining(id -> uses.add(new ProviderUse(
                                "validator",
                                Validator.class,
                                id,
                                "user profile, attribute "
                                        + attribute.path("name").asText())));
            }
        }
        return uses;
    }

    /** What is no JSON can't be read by Keycloak either, in any region. */
    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json == null ? "{}" : json);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
