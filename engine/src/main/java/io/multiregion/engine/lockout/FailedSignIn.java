package io.multiregion.engine.lockout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one region knows of the failed sign-ins of one user. Only that region writes it, so two versions of it are never at odds: the newer
 * one wins.
 *
 * @param version grows by one with each transaction that writes
 * @param failures wrong passwords
 * @param codes wrong one-time codes
 * @param lock whether the user is locked out for good
 */
public record FailedSignIn(
        String realmId, String userId, String region, long version, Failures failures, FailedCodes codes, Lock lock) {

    /** The table. */
    public static final String TABLE = "MR_FAILED_SIGN_IN";

    private static final int LONGEST_ID = 255;

    /** How far another region's clock may be ahead of ours. */
    private static final long AHEAD_MILLIS = 5 * 60_000;

    /** Nothing has failed. */
    static FailedSignIn none(String realmId, String userId, String region) {
        return new FailedSignIn(realmId, userId, region, 0, Failures.NONE, FailedCodes.NONE, Lock.NONE);
    }

    /** A row of the table. @param column gives the value of a column, as the database has it */
    public static FailedSignIn of(Function<String, Object> column) {
        return new FailedSignIn(
                (String) column.apply("REALM_ID"),
                (String) column.apply("USER_ID"),
                (String) column.apply("REGION"),
                number(column, "VERSION"),
                new Failures(
                        (int) number(column, "FAILURES"),
                        (int) number(column, "LOCKOUTS"),
                        (int) number(column, "NOT_BEFORE"),
                        number(column, "LAST_FAILURE"),
                        (String) column.apply("LAST_IP"),
                        number(column, "CLEARED_AT")),
                new FailedCodes(
                        (int) number(column, "CODES"), number(column, "LAST_CODE"), number(column, "CODES_CLEARED_AT")),
                new Lock(number(column, "LOCKED_AT"), number(column, "UNLOCKED_AT")));
    }

    private static long number(Function<String, Object> column, String name) {
        return column.apply(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The id of the row: the user's and the region's, or a hash where that would be too long. */
    public static String id(String userId, String region) {
        String id = userId + '@' + region;
        return id.length() <= LONGEST_ID ? id : '#' + hash(id);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String id() {
        return id(userId, region);
    }

    /**
     * Whether the primary takes this from a secondary. A region speaks for itself only, does not take a lockout back, does not unlock what
     * only a primary may unlock, and says nothing of a time to come: what is cleared then would never count.
     *
     * @param sender the region that sends it
     * @param rowId the id that it has there
     * @param here what the primary has of it
     * @param now the primary's clock, in milliseconds since 1970
     */
    public boolean mayCome(String sender, String rowId, Optional<FailedSignIn> here, long now) {
        Lock known = here.map(FailedSignIn::lock).orElse(Lock.NONE);
        long latest = Math.max(
                Math.max(Math.max(failures.last(), failures.clearedAt()), Math.max(codes.last(), codes.clearedAt())),
                lock.lockedAt());
        return region.equals(sender)
                && rowId.equals(id())
                && here.map(row -> row.realmId.equals(realmId)).orElse(true)
                && lock.unlockedAt() <= known.unlockedAt()
                && lock.lockedAt() >= known.lockedAt()
                && latest <= now + AHEAD_MILLIS
                && failures.count() >= 0
                && failures.lockouts() >= 0
                && codes.count() >= 0;
    }

    FailedSignIn with(Failures other) {
        return new FailedSignIn(realmId, userId, region, version, other, codes, lock);
    }

    FailedSignIn with(FailedCodes other) {
        return new FailedSignIn(realmId, userId, region, version, failures, other, lock);
    }

    FailedSignIn with(Lock other) {
        return new FailedSignIn(realmId, userId, region, version, failures, codes, other);
    }

    /** As it is written: told apart from all that was before. */
    FailedSignIn next() {
        return new FailedSignIn(realmId, userId, region, version + 1, failures, codes, lock);
    }
}
