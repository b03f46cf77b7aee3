package io.multiregion.engine.merge;

/** What becomes of a row that the primary and a secondary have, with the same key and in the same columns. */
interface RowRule {

    /**
     * Must be the same in any order and for any number of rows of secondaries, each of them once or more often.
     *
     * @return the primary's row, moved on as the other one says; the same array if it is not
     */
    Object[] merged(Object[] primary, Object[] other);
}
