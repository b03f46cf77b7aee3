package io.multiregion.replication.secret;

/**
 * A row of MR_DATA_KEY.
 *
 * @param createdAt milliseconds since 1970
 * @param completedAt when all stored secrets of the realm were sealed with it, or 0
 */
public record DataKeyRow(
        String id, String realmId, DataKeyStatus status, long createdAt, long completedAt, WrappedKey wrapped) {}
