package io.multiregion.schema;

/** How a database orders texts: regions need not agree. */
public enum TextOrder {
    /** Capital letters first. */
    CODE_POINTS,
    /** As in a dictionary. */
    ENGLISH
}
