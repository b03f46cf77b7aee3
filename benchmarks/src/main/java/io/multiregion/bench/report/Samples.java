package io.multiregion.bench.report;

import java.util.Collection;

/** Measured values, sorted. */
public record Samples(double[] sorted) {

    public static Samples of(Collection<Double> values) {
        return new Samples(
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    public double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    public double median() {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    public double worst() {
        return sorted[sorted.length - 1];
    }

    public int size() {
        return sorted.length;
    }
}
