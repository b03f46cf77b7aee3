package io.multiregion.engine.operate.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.multiregion.engine.trouble.Remedy;

/**
 * Why something does not go on.
 *
 * @param remedy PASSES by itself, or needs a CHANGE_IN_COPY, in the region that holds the copy, or a CHANGE_IN_PRIMARY
 * @param since since when nothing has succeeded, as an ISO-8601 instant
 * @param nextTryAt when it is tried next, as an ISO-8601 instant; absent if that is not known
 * @param message what is wrong, and in which region
 * @param whatToDo what to do
 * @param resource the resource that it is about; absent if it is about none
 * @param table the table; absent if it is about none
 * @param constraint the constraint that was violated; absent if none was
 * @param otherRealm another realm of this region that is in the way; for operators only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TroubleRepresentation(
        @JsonProperty("class") Remedy remedy,
        String since,
        String nextTryAt,
        String message,
        String whatToDo,
        Resource resource,
        String table,
        String constraint,
        String otherRealm) {

    /** A resource: its kind, and its id, which is hidden from those who may not see it. */
    public record Resource(String kind, String id) {}
}
