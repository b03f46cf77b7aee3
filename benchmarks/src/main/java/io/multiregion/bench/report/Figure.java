package io.multiregion.bench.report;

/**
 * One measured figure.
 *
 * @param value ours
 * @param peer the same of what we compare with
 * @param ratio of the two, the way round that the aim needs it
 * @param aim what we want to reach
 */
public record Figure(String name, double value, double peer, double ratio, String aim) {

    /** The ratio is ours to the peer's. */
    public static Figure of(String name, double value, double peer, String aim) {
        return new Figure(name, value, peer, value / peer, aim);
    }

    /** Nothing to compare with. */
    public static Figure alone(String name, double value, String aim) {
        return new Figure(name, value, Double.NaN, Double.NaN, aim);
    }

    /** The ratio says how many times faster ours is. */
    public static Figure speedUp(String name, double value, double peer, String aim) {
        return new Figure(name, value, peer, peer / value, aim);
    }
}
