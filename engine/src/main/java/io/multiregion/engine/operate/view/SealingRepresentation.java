package io.multiregion.engine.operate.view;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * Whether a realm's secrets are sealed at rest, and how far that is. Times are ISO 8601 instants.
 *
 * @param state {@code OFF}, {@code SEALING} (new secrets are sealed, stored ones are being sealed), {@code SEALED}, {@code OPENING} (the
 *     way back), or {@code DESTROYED}
 * @param problem why secrets cannot be opened or may soon not be, or which ones could not be sealed or opened, by kind and id; or null
 * @param dataKeys the realm's data keys, oldest first
 * @param progress of the job that seals or opens what is stored; null before the first one, and in regions that do not run it
 */
@JsonPropertyOrder({"state", "problem", "dataKeys", "progress"})
public record SealingRepresentation(
        String state, String problem, List<DataKeyRepresentation> dataKeys, ProgressRepresentation progress) {

    /**
     * @param id 16 hex digits; part of everything that it sealed
     * @param status {@code ACTIVE}, {@code FORMER} or {@code DESTROYED}
     * @param createdAt when, by the clock of the region that made it
     * @param wrappedBy the URI of the customer-managed key that wraps it in this region, without secrets; null for others than operators
     */
    public record DataKeyRepresentation(String id, String status, String createdAt, String wrappedBy) {}

    /**
     * @param done resources gone through in the present pass
     * @param total resources there were when it began
     * @param startedAt when it began
     * @param finishedAt when it ended, or null
     * @param error why it does not go on, or null
     */
    public record ProgressRepresentation(long done, long total, String startedAt, String finishedAt, String error) {}
}
