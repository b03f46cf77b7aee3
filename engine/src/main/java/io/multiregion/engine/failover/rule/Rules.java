package io.multiregion.engine.failover.rule;

import io.multiregion.engine.mandate.Mandate;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.message.Finding;
import io.multiregion.engine.seal.KeyTrouble;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The safety rules by name, and what an operator's override makes of them. Each finding says what to do.
 */
public final class Rules {

    public static final String TARGET_REACHABLE = "target-reachable";
    public static final String SAME_SCHEMA = "same-schema";
    public static final String LAG = "lag-within-bound";
    public static final String COPY_COMPLETE = "copy-complete";
    public static final String COPY_COMPARED = "copy-compared";
    public static final String REPLICA_ACTIVE = "replica-active";
    public static final String NOT_FLAPPING = "not-flapping";
    public static final String PRIMARY_SILENT = "primary-silent";
    public static final String KEYS = "keys-usable";
    public static final String PROVIDERS = "providers-present";
    public static final String MAY_BECOME_PRIMARY = "may-become-primary";
    public static final String OTHERS_FOLLOW = "others-follow";
    public static final String TABLES = "tables-replicated";
    public static final String PEOPLE = "people-imported";
    public static final String STREAM_FLOWS = "stream-flows";

    private static final Set<String> NAMES = Set.of(
            TARGET_REACHABLE,
            SAME_SCHEMA,
            LAG,
            COPY_COMPLETE,
            COPY_COMPARED,
            REPLICA_ACTIVE,
            NOT_FLAPPING,
            PRIMARY_SILENT,
            KEYS,
            PROVIDERS,
            MAY_BECOME_PRIMARY,
            OTHERS_FOLLOW,
            STREAM_FLOWS,
            PEOPLE,
            TABLES);

    /**
     * The bounds that operators set.
     *
     * @param flap how long after a change of primary the next one is refused
     * @param lag how far behind a target may be
     * @param silence how long a primary must not have been heard of before it counts as gone
     */
    public record Bounds(Duration flap, Duration lag, Duration silence) {}

    private final Bounds bounds;
    private final Clock clock;

    public Rules(Bounds bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    public static Finding holds(String rule, String detail) {
        return new Finding(rule, true, true, detail);
    }

    public static Finding fails(String rule, String detail) {
        return new Finding(rule, false, true, detail);
    }

    /** Of a switchover: nobody but the operators of this region can skip it, by saying that the other one may. */
    public static Finding mayBecomePrimary(String region, Optional<String> refusal) {
        return new Finding(
                MAY_BECOME_PRIMARY,
                refusal.isEmpty(),
                false,
                refusal.orElse("region " + region + " may become the primary of realms that are here"));
    }

    /** Of a failover: the primary would not follow, and go on writing. */
    public static Finding mayTakeOver(String primary, boolean may) {
        return may
                ? holds(MAY_BECOME_PRIMARY, "region " + primary + " lets this region take over")
                : fails(
                        MAY_BECOME_PRIMARY,
                        "region " + primary + " does not let this region become the primary: it would go on writing"
                                + " beside it, so have its operator allow it first, unless that region is gone for good");
    }

    public Finding copyComplete(boolean complete) {
        return new Finding(
                COPY_COMPLETE,
                complete,
                false,
                complete ? "the first copy is complete" : "the first copy is not complete: wait until it is");
    }

    public Finding compared(boolean compared) {
        return compared
                ? holds(COPY_COMPARED, "no comparison of the copy is due")
                : fails(
                        COPY_COMPARED,
                        "the copy is still to be compared with the primary and repaired, as after an upgrade: wait until it is");
    }

    public Finding active(ReplicaStatus status) {
        return status == ReplicaStatus.ACTIVE
                ? holds(REPLICA_ACTIVE, "the replica serves end users")
                : fails(REPLICA_ACTIVE, "the replica is " + status + ": set it ACTIVE first");
    }

    public Finding lag(Duration behind) {
        String detail = "it is " + behind.toMillis() + " ms behind";
        return behind.compareTo(bounds.lag()) <= 0
                ? holds(LAG, detail)
                : fails(LAG, detail + ", more than " + bounds.lag().toSeconds() + " s: wait until it has caught up");
    }

    /** @param committedAt when the oldest change was committed that is not there, in milliseconds since 1970 */
    Finding lagSince(long committedAt) {
        return lag(Duration.ofMillis(Math.max(0, clock.millis() - committedAt)));
    }

    Finding flows(Trouble trouble) {
        return flows(trouble, clock.millis());
    }

    /**
     * What needs somebody speaks against a move at once; what passes by itself, when it has not for a minute.
     *
     * @param trouble why the stream to the target does not go on; null if it does
     * @param heardAt until when the primary was heard of, in milliseconds since 1970: what came after it ended says nothing of the stream
     */
    public static Finding flows(Trouble trouble, long heardAt) {
        if (trouble == null || heardAt < trouble.since()) {
            return holds(STREAM_FLOWS, "nothing stops the stream");
        }
        Duration lasts = Duration.ofMillis(heardAt - trouble.since());
        String detail = "the stream has failed for " + lasts.toSeconds() + " s: " + trouble.text();
        return trouble.remedy() == Remedy.PASSES && lasts.compareTo(Trouble.STUCK_AFTER) < 0
                ? holds(STREAM_FLOWS, detail)
                : fails(STREAM_FLOWS, detail);
    }

    public Finding notFlapping(RealmState realm) {
        Duration since = Duration.between(realm.changedAt(), clock.instant());
        if (realm.changedAt().equals(Instant.EPOCH)) {
            return holds(NOT_FLAPPING, "the primary role has never moved");
        }
        String detail = "the primary role moved " + since.toSeconds() + " s ago";
        return since.compareTo(bounds.flap()) >= 0
                ? holds(NOT_FLAPPING, detail)
                : fails(NOT_FLAPPING, detail + ": wait until " + bounds.flap().toSeconds() + " s have passed");
    }

    public Finding silent(Duration silence) {
        String detail = "the primary was heard of " + silence.toMillis() + " ms ago";
        return silence.compareTo(bounds.silence()) >= 0
                ? holds(PRIMARY_SILENT, detail)
                : fails(PRIMARY_SILENT, detail + ": while it lives, ask it for a switchover");
    }

    /** Which of the findings refuse, now that the overridden ones are skipped; empty if the role may move. */
    public static List<Finding> refusing(List<Finding> findings, MoveRequest request) {
        return findings.stream()
                .filter(finding -> !finding.holds())
                .filter(finding -> !finding.overridable() || !request.override().contains(finding.rule()))
                .toList();
    }

    /** The rules that an operator did override: those that would have refused. */
    public static List<String> overridden(List<Finding> findings, MoveRequest request) {
        List<String> names = new ArrayList<>();
        for (Finding finding : findings) {
            if (!finding.holds() && request.override().contains(finding.rule())) {
                names.add(finding.rule());
            }
        }
        return names;
    }

    /** @throws RefusedException if the request overrides what is no rule, does not say why, or does not come from an operator */
    public static void checkOverride(MoveRequest request, Mandate mandate) {
        for (String rule : request.override()) {
            if (!NAMES.contains(rule)) {
                throw new RefusedException(
                        400, "unknown_rule", "there is no rule " + rule + "; the rules are " + new TreeSet<>(NAMES));
            }
        }
        if (!request.override().isEmpty()) {
            mandate.requireOperator("rules are overridden");
        }
        if (!request.override().isEmpty()
                && (request.reason() == null || request.reason().isBlank())) {
            throw new RefusedException(
                    400, "reason_required", "say in reason why the rules are to be skipped: it is audited");
        }
    }

    /** @throws RulesRefusedException if rules that are not overridden fail */
    public static void check(List<Finding> findings, MoveRequest request, Mandate mandate) {
        List<Finding> refusing = refusing(findings, request);
        if (!refusing.isEmpty()) {
            throw new RulesRefusedException(shown(refusing, mandate));
        }
    }

    /** The findings as those who ask may see them: which key fails, and how, is the platform's and not the realm's. */
    public static List<Finding> shown(List<Finding> findings, Mandate mandate) {
        return findings.stream()
                .map(finding -> mandate.isOperator()
                                || finding.holds()
                                || !finding.rule().equals(KEYS)
                        ? finding
                        : new Finding(KEYS, false, finding.overridable(), KeyTrouble.SAID))
                .toList();
    }
}
