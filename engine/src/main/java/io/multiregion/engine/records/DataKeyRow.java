package io.multiregion.engine.records;

/**
 * A row of MR_DATA_KEY.
 *
 * @param createdAt milliseconds since 1970
 * @param completedAt when all stored secrets of the realm were sealed with it, or 0
 */
public record DataKeyRow(
        String id, String realmId, DataKeyStatus status, long createdAt, long completedAt, WrappedKey wrapped) {

    /** Whether the realm's secrets are sealed with it from now on. */
    public boolean isActive() {
        return status == DataKeyStatus.ACTIVE;
    }

    /** Whether something stored may be sealed, or not be sealed, against what this row wants. */
    public boolean isUnsettled() {
        return isActive() ? completedAt == 0 : status == DataKeyStatus.FORMER;
    }
}
