package io.multiregion.engine.state;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.trouble.Trouble;
import java.net.URI;
import java.util.UUID;

/**
 * A replica as its primary knows it.
 *
 * @param realmId the realm
 * @param region the region that holds the replica
 * @param url the base URL of that region's Keycloak, without a trailing slash
 * @param status the status the replica has confirmed
 * @param wanted the status an operator wants it to have
 * @param acknowledged the last position it has confirmed
 * @param copyCursor where the first copy stands; {@link io.multiregion.engine.message.Batch#COPY_DONE} once it is done
 * @param copied how many resources the first copy has shipped
 * @param copiedBytes how many bytes that were, sealed
 * @param total how many resources the realm had when the first copy began
 * @param control the number of the last order that was confirmed; 0 before the region has taken on the copy
 * @param acknowledgedAt when it last confirmed anything, in milliseconds since 1970; 0 for never
 * @param lastError why the last message was not confirmed, or null
 * @param verifyAsked the last verification asked for, or null
 * @param verifyAnswered the last verification done, or null
 * @param followed the epoch at which it has confirmed to follow this region
 * @param stream the id of the stream to it
 */
public record ReplicaState(
        String realmId,
        String region,
        URI url,
        ReplicaStatus status,
        ReplicaStatus wanted,
        Position acknowledged,
        String copyCursor,
        long copied,
        long copiedBytes,
        long total,
        long control,
        long acknowledgedAt,
        Trouble lastError,
        String verifyAsked,
        String verifyAnswered,
        long followed,
        String stream) {

    /** The id of a verification that ships again what it finds different begins with this. */
    public static final String REPAIR = "r-";

    /** The id of a verification that proves a copy begins with this. */
    public static final String PROOF = "p-";

    /** A new id of a verification that begins so. */
    public static String verifyId(String beginning) {
        return beginning + UUID.randomUUID().toString().substring(beginning.length());
    }

    /** Whether a verification was asked for and is still to be done. */
    public boolean isVerifyDue() {
        return verifyAsked != null && !verifyAsked.equals(verifyAnswered);
    }

    /** Whether its rows are still to be compared with the primary's and repaired. */
    public boolean isComparing() {
        return isVerifyDue() && verifyAsked.startsWith(REPAIR);
    }

    /**
     * Which verification is to be done if this one is asked for. One with repair that is due is not replaced by one without; one of the
     * same sort will do unless it has begun: it may have looked already at what has gone wrong since.
     *
     * @param begun the id of the one under way, or null
     */
    public String verifying(String id, String begun) {
        boolean repairs = isComparing() && !id.startsWith(REPAIR);
        boolean same =
                isVerifyDue() && !verifyAsked.equals(begun) && sort(verifyAsked).equals(sort(id));
        return repairs || same ? verifyAsked : id;
    }

    private static String sort(String id) {
        return id.startsWith(REPAIR) || id.startsWith(PROOF) ? id.substring(0, REPAIR.length()) : "";
    }

    /** What a shipper changes in one go; whatever succeeds clears the last error. */
    public static final class Change {
        private final ReplicaState before;
        private ReplicaStatus status;
        private Position acknowledged;
        private String copyCursor;
        private long copied;
        private long copiedBytes;
        private long total;
        private long control;
        private long acknowledgedAt;
        private Trouble lastError;
        private long followed;

        private Change(ReplicaState before) {
            this.before = before;
            this.status = before.status;
            this.acknowledged = before.acknowledged;
            this.copyCursor = before.copyCursor;
            this.copied = before.copied;
            this.copiedBytes = before.copiedBytes;
            this.total = before.total;
            this.control = before.control;
            this.acknowledgedAt = before.acknowledgedAt;
            this.followed = before.followed;
        }

        public Change status(ReplicaStatus now) {
            status = now;
            return this;
        }

        public Change acknowledged(Position now) {
            acknowledged = now;
            return this;
        }

        public Change copyCursor(String now) {
            copyCursor = now;
            return this;
        }

        public Change copied(long now, long bytes) {
            copied = now;
            copiedBytes = bytes;
            return this;
        }

        public Change total(long now) {
            total = now;
            return this;
        }

        public Change control(long now) {
            control = now;
            return this;
        }

        /** @param now when the replica confirmed something, in milliseconds since 1970 */
        public Change at(long now) {
            acknowledgedAt = now;
            return this;
        }

        /** @param now when it was found, in milliseconds since 1970 */
        public Change error(Trouble found, long now) {
            lastError = found.after(before.lastError, now);
            return this;
        }

        public Change followed(long epoch) {
            followed = epoch;
            return this;
        }

        /** The state after the change. */
        public ReplicaState state() {
            return new ReplicaState(
                    before.realmId,
                    before.region,
                    before.url,
                    status,
                    before.wanted,
                    acknowledged,
                    copyCursor,
                    copied,
                    copiedBytes,
                    total,
                    control,
                    acknowledgedAt,
                    lastError,
                    before.verifyAsked,
                    before.verifyAnswered,
                    followed,
                    before.stream);
        }
    }

    /** Begins a change of this state. */
    public Change change() {
        return new Change(this);
    }
}
