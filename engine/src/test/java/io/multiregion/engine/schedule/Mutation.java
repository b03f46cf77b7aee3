package io.multiregion.engine.schedule;

/** A fault that is put into regions on purpose: schedules that hold promises find it. */
enum Mutation {
    /** A write that the gate refuses is committed all the same. */
    GATE_LETS_ALL_PASS,
    /** Writes go on while the role is handed over. */
    FENCE_STAYS_OPEN,
    /** What was cut leaves the journal, acknowledged or not. */
    JOURNAL_TRIMMED_EARLY,
    /** A secondary takes a batch for the next one, whatever it builds on. */
    BASE_NOT_CHECKED,
    /** A batch without an answer counts as acknowledged. */
    SILENCE_IS_CONSENT,
    /** What a deposed primary had beyond the common history is forgotten. */
    DIVERGENCES_FORGOTTEN,
    /** A region that was away writes before it has asked the others. */
    NO_DOUBT_AFTER_ABSENCE,
    /** What a region far behind still lacks leaves the journal, as it has acknowledged a page. */
    PAGES_TRIMMED_EARLY,
    /** A region that catches up page by page is taken for whole. */
    PAGES_TAKEN_FOR_WHOLE
}
