package io.multiregion.replication.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.keycloak.events.admin.OperationType;

/**
 * What an operator did, or was refused, to a realm's replication.
 *
 * @param subject what it was about
 * @param operation CREATE, UPDATE, DELETE, or ACTION for what is none of them
 * @param path the resource below the realm, like {@code multi-region/replicas/us}
 * @param oldEpoch the epoch before, or null where none changed
 * @param epoch the epoch after, or null where none changed
 * @param reason why, in the operator's words, or null
 * @param overridden the safety rules that were skipped
 * @param facts anything else worth keeping, in order; no secrets: it is written to the log
 */
public record Deed(
        Subject subject,
        OperationType operation,
        String path,
        Long oldEpoch,
        Long epoch,
        String reason,
        List<String> overridden,
        Map<String, ?> facts) {

    /** What a deed is about; the admin event's resource type is {@code MULTI_REGION_} and the name. */
    public enum Subject {
        REPLICA,
        SWITCHOVER,
        FAILOVER,
        DIVERGENCE,
        DRILL,
        SEALING,
        REGION;

        public String resourceType() {
            return "MULTI_REGION_" + name();
        }
    }

    private static final int LONGEST_REASON = 2000;

    public Deed {
        reason = reason != null && reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        overridden = overridden == null ? List.of() : List.copyOf(overridden);
        facts = facts == null ? Map.of() : facts;
    }

    /** A deed that changes no epoch and overrides nothing. */
    public static Deed of(Subject subject, OperationType operation, String path, Map<String, ?> facts) {
        return new Deed(subject, operation, path, null, null, null, List.of(), facts);
    }

    /** A change of the primary role. */
    public static Deed ofRole(
            Subject subject, Long oldEpoch, Long epoch, String reason, List<String> overridden, Map<String, ?> facts) {
        String path = "multi-region/" + subject.name().toLowerCase(Locale.ROOT);
        return new Deed(subject, OperationType.ACTION, path, oldEpoch, epoch, reason, overridden, facts);
    }

    /** The members of its JSON, in order; what does not apply is left out. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("oldEpoch", oldEpoch);
        json.put("epoch", epoch);
        json.put("reason", reason);
        json.put("overridden", overridden.isEmpty() ? null : overridden);
        json.put("facts", facts.isEmpty() ? null : facts);
        json.values().removeIf(Objects::isNull);
        return json;
    }
}
