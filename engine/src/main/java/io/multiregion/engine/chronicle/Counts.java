package io.multiregion.engine.chronicle;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often which durations were measured: four classes to each doubling, so that a percentile of many minutes is right to within a fifth
 * and a minute takes little room. Not safe for use by several threads.
 */
public final class Counts {

    private static final int CLASSES_A_DOUBLING = 4;
    private static final int HIGHEST = 160;

    private final TreeMap<Integer, Long> byClass = new TreeMap<>();

    /** What {@link #toString} wrote; what is none of it is left out. */
    static Counts parse(String text) {
        Counts counts = new Counts();
        for (String entry : text == null || text.isEmpty() ? new String[0] : text.split(",")) {
            String[] parts = entry.split(":", 2);
            counts.byClass.merge(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Long::sum);
        }
        return counts;
    }

    public void add(long millis) {
        byClass.merge(classOf(millis), 1L, Long::sum);
    }

    void add(Counts others) {
        others.byClass.forEach((key, count) -> byClass.merge(key, count, Long::sum));
    }

    boolean isEmpty() {
        return byClass.isEmpty();
    }

    /** The duration that so many of a hundred do not exceed. */
    long percentile(double percent) {
        long all = byClass.values().stream().mapToLong(Long::longValue).sum();
        long needed = (long) Math.ceil(all * percent / 100);
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : byClass.entrySet()) {
            seen += entry.getValue();
            if (seen >= needed) {
                return highest(entry.getKey());
            }
        }
        return 0;
    }

    private static int classOf(long millis) {
        if (millis <= 0) {
            return 0;
        }
        double doublings = Math.log(millis) / Math.log(2);
        return Math.min(HIGHEST, 1 + (int) Math.ceil(CLASSES_A_DOUBLING * doublings - 1e-9));
    }

    private static long highest(int ofClass) {
        return ofClass == 0 ? 0 : Math.round(Math.pow(2, (ofClass - 1) / (double) CLASSES_A_DOUBLING));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byClass.forEach((key, count) ->
                text.append(text.isEmpty() ? "" : ",").append(key).append(':').append(count));
        return text.toString();
    }
}
