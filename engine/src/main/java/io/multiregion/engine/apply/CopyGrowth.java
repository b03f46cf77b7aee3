package io.multiregion.engine.apply;

import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.CopyStep;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a first copy needs new statistics in this region's database: whenever there is four times as much of it, and at its end. A plan
 * that was made and kept while a table was nearly empty reads all of it for every chunk after that.
 */
final class CopyGrowth {

    private static final int FACTOR = 4;

    /** How many chunks of a copy that goes on this server has applied, by realm. */
    private final Map<String, Long> chunks = new ConcurrentHashMap<>();

    /** Counts a chunk whose rows were written, and returns whether statistics are due now. */
    boolean add(String realmId, Batch chunk) {
        if (chunk.copy().filter(CopyStep::isLast).isPresent()) {
            chunks.remove(realmId);
            return true;
        }
        if (chunk.copy().filter(CopyStep::isFirst).isPresent()) {
            chunks.remove(realmId);
        }
        return isPower(chunks.merge(realmId, 1L, Long::sum));
    }

    /** One chunk is not: few rows are read soon by any plan. */
    private static boolean isPower(long number) {
        long rest = number;
        while (rest % FACTOR == 0) {
            rest /= FACTOR;
        }
        return rest == 1 && number > 1;
    }
}
