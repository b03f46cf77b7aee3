package io.multiregion.engine.trouble;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Who can end a trouble. */
public enum Remedy {
    /** Nobody needs to: it passes by itself. */
    PASSES,
    /** Somebody in the region that holds the copy. So is, as far as this version knows, what a later one has another word for. */
    @JsonEnumDefaultValue
    CHANGE_IN_COPY,
    /** Somebody in the primary's region. */
    CHANGE_IN_PRIMARY
}
