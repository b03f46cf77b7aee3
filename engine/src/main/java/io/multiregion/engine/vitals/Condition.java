package io.multiregion.engine.vitals;

import io.multiregion.engine.state.ReplicaStatus;
import java.util.Arrays;
import java.util.List;

/** The one word that says how a region's copy of a realm does. This is the only place that finds it. */
public enum Condition {
    /** Takes writes, or would if it were not paused: it is the region that the others follow. */
    PRIMARY,
    /** Holds all that was committed up to some heartbeats ago, and serves end users. */
    LEVEL,
    /** Lacks changes for longer than a few heartbeats, and is getting them. */
    CATCHING_UP,
    /** Its first copy, or a new one over an older one, is under way; it serves nobody. */
    COPYING,
    /** Something failed that passes by itself, and is tried again; or it has not begun. */
    WAITING,
    /** Nothing goes on before somebody has done something. */
    STUCK,
    /** An operator took it out of service, or has it removed. */
    PAUSED,
    /** Its rows are still to be compared with the primary's: it does not count as a copy until then. */
    NOT_CONSISTENT,
    /** What was last heard of it is older than a few heartbeats, and nothing says why. */
    UNKNOWN;

    /** All of them, as they are written. */
    public static final List<String> WORDS =
            Arrays.stream(values()).map(Condition::name).toList();

    /** What is worse comes later. */
    private static final Condition[] BY_GRAVITY = {
        PRIMARY, LEVEL, PAUSED, CATCHING_UP, COPYING, WAITING, UNKNOWN, NOT_CONSISTENT, STUCK
    };

    /** The word for what is known. Silence hides all that was good before, and no failure. */
    public static Condition of(Facts facts) {
        if (facts.primary()) {
            return facts.isSilent() && !facts.self() ? UNKNOWN : PRIMARY;
        }
        if (facts.failure() == Facts.Failure.LASTS || facts.status() == ReplicaStatus.FORGOTTEN) {
            return STUCK;
        }
        if (facts.failure() == Facts.Failure.PASSES || !facts.following() || facts.silentMillis() == Facts.NEVER) {
            return WAITING;
        }
        if (facts.isSilent()) {
            return facts.self() ? WAITING : UNKNOWN;
        }
        return whileHeard(facts);
    }

    private static Condition whileHeard(Facts facts) {
        if (facts.comparing()) {
            return NOT_CONSISTENT;
        }
        if (facts.progress() == Facts.Progress.COPY) {
            return COPYING;
        }
        if (facts.progress() == Facts.Progress.PAGES || facts.isBehind()) {
            return CATCHING_UP;
        }
        return facts.status() == ReplicaStatus.ACTIVE || facts.status() == ReplicaStatus.CREATING ? LEVEL : PAUSED;
    }

    /** What another region calls it; UNKNOWN for a word that this version does not know. */
    public static Condition read(String word) {
        for (Condition condition : values()) {
            if (condition.name().equals(word)) {
                return condition;
            }
        }
        return UNKNOWN;
    }

    /** The worse one of two. */
    public Condition orWorse(Condition other) {
        return gravity() < other.gravity() ? other : this;
    }

    /** Whether the region is there, as far as is known. */
    public boolean isReached() {
        return this != UNKNOWN && this != WAITING && this != STUCK;
    }

    int gravity() {
        for (int i = 0; i < BY_GRAVITY.length; i++) {
            if (BY_GRAVITY[i] == this) {
                return i;
            }
        }
        throw new IllegalStateException(name());
    }
}
