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
                text(column, "REALM_ID"),
                text(column, "USER_ID"),
                text(column, "REGION"),
                number(column, "VERSION"),
                new Failures(
                        count(column, "FAILURES"),
                        count(column, "LOCKOUTS"),
                        count(column, "NOT_BEFORE"),
                        number(column, "LAST_FAILURE"),
                        text(column, "LAST_IP"),
                        number(column, "CLEARED_AT")),
                new FailedCodes(
                        count(column, "CODES"), number(column, "LAST_CODE"), number(column, "CODES_CLEARED_AT")),
                new Lock(number(column, "LOCKED_AT"), number(column, "UNLOCKED_AT")));
    }

    private static String text(Function<String, Object> column, String name) {
        return column.apply(name) instanceof String text ? text : null;
    }

    private static int count(Function<String, Object> column, String name) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(column, name)));
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

    /** Whether the primary takes this from a secondary: a region speaks for itself only. @param rowId the id that it has there */
    public boolean isOf(String sender, String rowId) {
        return sender.equals(region) && userId != null && id().equals(rowId);
    }

    /**
     * What the primary believes of this. A region does not take a lockout back, does not unlock what only a primary may unlock, takes
     * nothing away from the sum, and says nothing of a time to come: what is cleared then would never count.
     *
     * @param here what the primary has of it
     * @param now the primary's clock, in milliseconds since 1970
     */
    public FailedSignIn believed(Optional<FailedSignIn> here, long now) {
        Lock known = here.map(FailedSignIn::lock).orElse(Lock.NONE);
        long latest = now + AHEAD_MILLIS;
        return with(new Failures(
                        Math.max(0, failures.count()),
                        Math.max(0, failures.lockouts()),
                        failures.notBefore(),
                        Math.min(latest, failures.last()),
                        failures.lastIp(),
                        Math.min(latest, failures.clearedAt())))
                .with(new FailedCodes(
                        Math.max(0, codes.count()),
                        Math.min(latest, codes.last()),
                        Math.min(latest, codes.clearedAt())))
                .with(new Lock(
                        Math.max(known.lockedAt(), Math.min(latest, lock.lockedAt())),
                        Math.min(known.unlockedAt(), lock.unlockedAt())));
    }

    /** The value of a column of the row; null for a column that is not known here. */
    public Object value(String column) {
        return switch (column) {
            case "VERSION" -> version;
            case "FAILURES" -> (long) failures.count();
            case "LOCKOUTS" -> (long) failures.lockouts();
            case "NOT_BEFORE" -> (long) failures.notBefore();
            case "LAST_FAILURE" -> failures.last();
            case "LAST_IP" -> failures.lastIp();
            case "CLEARED_AT" -> failures.clearedAt();
            case "CODES" -> (long) codes.count();
            case "LAST_CODE" -> codes.last();
            case "CODES_CLEARED_AT" -> codes.clearedAt();
            case "LOCKED_AT" -> lock.lockedAt();
            case "UNLOCKED_AT" -> lock.unlockedAt();
            case "REALM_ID" -> realmId;
            case "USER_ID" -> userId;
            case "REGION" -> region;
            case "ID" -> id();
            default -> null;
        };
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
