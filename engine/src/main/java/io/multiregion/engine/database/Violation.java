package io.multiregion.engine.database;

import java.util.Optional;

/**
 * Why a database refused to write a row. It has names, and no value of the row.
 *
 * @param constraint the constraint that was violated, as the database names it
 * @param table the table that has the constraint, upper case
 */
public record Violation(Rule rule, Optional<String> constraint, Optional<String> table) {

    /** What the row did not keep to. */
    public enum Rule {
        /** Another row has its values. */
        UNIQUE,
        /** Another row has values that this product takes for the same: they differ by an accent or by case. */
        ALIKE,
        /** What it refers to is not there, or something refers to what is to go. */
        REFERENCE,
        /** A value that no column of this type takes in this product. */
        VALUE,
        /** Something else, as a check or a value that must be there. */
        OTHER
    }
}
