package io.multiregion.replication.rest;

import io.multiregion.engine.failover.rule.MoveRequest;
import io.multiregion.engine.failover.rule.Rules;
import io.multiregion.replication.access.Audit;
import io.multiregion.replication.access.Deed;
import io.multiregion.replication.access.Deed.Subject;
import io.multiregion.replication.rest.answer.Answers;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;

/** Records what became of an asked switchover or failover, for each realm in that realm's own events. */
final class MoveRecord {

    private static final Logger LOG = Logger.getLogger(MoveRecord.class);

    private final String region;
    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminAuth auth;

    MoveRecord(String region, KeycloakSession session, RealmModel realm, AdminAuth auth) {
        this.region = region;
        this.session = session;
        this.realm = realm;
        this.auth = auth;
    }

    /** @param answer what {@link Answers} made of it: one realm's outcome, or a list {@code realms} of them */
    void record(Subject subject, MoveRequest asked, Response answer) {
        Map<String, Object> outcome = Answers.members(answer);
        if (outcome.get("realms") instanceof List<?> realms) {
            for (Object each : realms) {
                if (each instanceof Map<?, ?> one) {
                    write(named(String.valueOf(one.get("realm"))), subject, asked, one);
                }
            }
        } else {
            write(asked.realm() == null ? realm : named(asked.realm()), subject, asked, outcome);
        }
    }

    /** The realm itself, or the one that was asked about where it is not here or cannot be loaded. */
    private RealmModel named(String name) {
        try {
            RealmModel moved = session.realms().getRealmByName(name);
            return moved == null ? realm : moved;
        } catch (RuntimeException e) {
            LOG.warnf(
                    "the events of realm %s cannot be reached, what was asked is with those of %s: %s",
                    name, realm.getName(), e);
            return realm;
        }
    }

    private void write(RealmModel of, Subject subject, MoveRequest asked, Map<?, ?> outcome) {
        Map<String, Object> facts = new LinkedHashMap<>();
        outcome.forEach((name, value) -> facts.put(String.valueOf(name), value));
        facts.keySet().removeAll(List.of("realm", "oldEpoch", "epoch", "overridden", "error"));
        if (asked.realm() != null) {
            facts.put("asked", asked.realm());
        }
        if (tellsOfKeys(outcome)) {
            facts.keySet().removeAll(List.of("error_description", "rules"));
        }
        if (asked.issuer() != null) {
            facts.put("issuer", asked.issuer());
        }
        Optional<String> error = Optional.ofNullable(outcome.get("error")).map(String::valueOf);
        List<String> overridden = error.isPresent() ? asked.override() : texts(outcome.get("overridden"));
        new Audit(region, session, of, auth)
                .record(
                        Deed.ofRole(
                                subject,
                                number(outcome.get("oldEpoch")),
                                number(outcome.get("epoch")),
                                asked.reason(),
                                overridden,
                                facts),
                        error);
    }

    /** A realm's events are its administrators' to read: they get the code of the refusal, and not which key fails and how. */
    private static boolean tellsOfKeys(Map<?, ?> outcome) {
        return "key_unavailable".equals(outcome.get("error"))
                || String.valueOf(outcome.get("error_description")).contains(Rules.KEYS);
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Long number(Object value) {
        return value instanceof Number number ? number.longValue() : null;
    }
}
