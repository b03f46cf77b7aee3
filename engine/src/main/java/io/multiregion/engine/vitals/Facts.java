package io.multiregion.engine.vitals;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.trouble.Trouble;
import java.time.Duration;

/**
 * What is known of a region's part in a realm, as far as {@link Condition} needs it.
 *
 * @param primary whether it holds the primary role
 * @param self whether it is the region that asks
 * @param status of its copy
 * @param silentMillis how long ago the stream between it and the other side was last heard of; {@link #NEVER} if it was not
 * @param failure whether the last message failed
 * @param progress how far its copy is
 * @param comparing whether its rows are still to be compared with the primary's
 * @param following whether it has confirmed to follow the primary
 * @param behindMillis the age of the oldest change that it lacks; 0 if it lacks none
 */
public record Facts(
        boolean primary,
        boolean self,
        ReplicaStatus status,
        long silentMillis,
        Failure failure,
        Progress progress,
        boolean comparing,
        boolean following,
        long behindMillis) {

    /** What was never heard of. */
    public static final long NEVER = -1;

    /** Whoever was not heard of for so long is not known to be there: three heartbeats. */
    public static final Duration SILENT_AFTER = Duration.ofSeconds(3);

    /** What may be wrong with a stream. */
    public enum Failure {
        NONE,
        /** It is tried again, and somebody would be called too early. */
        PASSES,
        /** It needs somebody, and has for so long that health turns. */
        LASTS;

        static Failure of(Trouble trouble, long now) {
            if (trouble == null) {
                return NONE;
            }
            return trouble.isStuck(now) ? LASTS : PASSES;
        }
    }

    /** How far a copy is. */
    public enum Progress {
        /** A copy of the whole realm is under way. */
        COPY,
        /** It catches up page by page. */
        PAGES,
        /** It is whole. */
        WHOLE;

        static Progress of(String cursor) {
            if (Batch.isLate(cursor) || cursor.equals(Batch.COPY_BEHIND)) {
                return PAGES;
            }
            return cursor.equals(Batch.COPY_DONE) ? WHOLE : COPY;
        }
    }

    /** Of a replica, as its primary knows it. @param behindMillis the age of the oldest change that it has not confirmed */
    public static Facts ofReplica(RealmState realm, ReplicaState replica, long behindMillis, long now) {
        return new Facts(
                false,
                false,
                replica.status(),
                silence(replica.acknowledgedAt(), now),
                Failure.of(replica.lastError(), now),
                Progress.of(replica.copyCursor()),
                replica.isComparing(),
                replica.followed() >= realm.epoch(),
                behindMillis);
    }

    /**
     * Of this region's own copy. What it lacks it does not know, but for how long.
     *
     * @param cursor how far the copy is
     * @param doubted whether the primary still has to compare it
     */
    public static Facts ofCopy(RealmState realm, String cursor, boolean doubted, long now) {
        long heardAt = realm.heardAt().toEpochMilli();
        return new Facts(
                false,
                true,
                realm.status(),
                silence(heardAt, now),
                Failure.of(realm.lastError(), now),
                Progress.of(cursor),
                doubted,
                true,
                realm.heard().equals(realm.position())
                        ? 0
                        : Math.max(0, now - realm.levelAt().toEpochMilli()));
    }

    /** Of the realm's primary. @param self whether it is this region, which then needs to hear of nobody */
    public static Facts ofPrimary(RealmState realm, boolean self, long now) {
        return new Facts(
                true,
                self,
                ReplicaStatus.ACTIVE,
                silence(realm.heardAt().toEpochMilli(), now),
                Failure.NONE,
                Progress.WHOLE,
                false,
                true,
                0);
    }

    /** How long ago something was, by a clock that may have been set back since. */
    public static long silence(long at, long now) {
        return at == 0 ? NEVER : Math.max(0, now - at);
    }

    boolean isSilent() {
        return silentMillis == NEVER || silentMillis > SILENT_AFTER.toMillis();
    }

    boolean isBehind() {
        return behindMillis > SILENT_AFTER.toMillis();
    }
}
