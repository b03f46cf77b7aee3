package io.multiregion.stories.secondary;

/**
 * Something that a person or a program does on the secondary, and what follows from it.
 *
 * @param row of the table in docs/secondary.md, by its first column
 */
record Way(String row, String name, Act act) {

    /** What is done. It raises if anything comes of it that the row does not say. */
    interface Act {
        void in(WaysRealm realm) throws Exception;
    }

    static Way way(String row, String name, Act act) {
        return new Way(row, name, act);
    }
}
