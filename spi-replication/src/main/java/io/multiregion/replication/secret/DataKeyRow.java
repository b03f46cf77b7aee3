package io.multiregion.replication.secret;

/**
 * A row of MR_DATA_KEY.
 *
 * @param createdAt milliseconds since 1970
 */
public record DataKeyRow(String id, String realmId, DataKeyStatus status, long createdAt, WrappedKey wrapped) {}
