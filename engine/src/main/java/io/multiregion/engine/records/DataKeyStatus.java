package io.multiregion.engine.records;

/** What a data key is used for. */
public enum DataKeyStatus {
    /** Seals and opens; a realm has one at most. */
    ACTIVE,
    /** Opens what it sealed before. */
    FORMER,
    /** Is gone, in this region and on its way to all others: nothing that it sealed can be read any more. */
    DESTROYED
}
