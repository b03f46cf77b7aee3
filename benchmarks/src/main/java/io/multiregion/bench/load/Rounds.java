package io.multiregion.bench.load;

import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Samples;
import io.multiregion.bench.report.Size;
import java.util.ArrayList;
import java.util.function.BiConsumer;

/** How often something can be done with two realms, side by side. */
public final class Rounds {

    private Rounds() {}

    /** The sides in turns, and who is first changes too; the first round of all warms up. The ratio is the median of the rounds'. */
    public static Figure compared(
            String name,
            BenchRealm ours,
            BenchRealm theirs,
            Throughput throughput,
            BiConsumer<BenchRealm, Long> action,
            String aim)
            throws Exception {
        var with = new ArrayList<Double>();
        var without = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        for (int round = 0; round <= Size.ROUNDS.get(); round++) {
            boolean oursFirst = round % 2 == 0;
            var first = oursFirst ? ours : theirs;
            var second = oursFirst ? theirs : ours;
            double one = throughput.of(number -> action.accept(first, number), Size.ROUND.get());
            double other = throughput.of(number -> action.accept(second, number), Size.ROUND.get());
            if (round > 0) {
                with.add(oursFirst ? one : other);
                without.add(oursFirst ? other : one);
                ratios.add(oursFirst ? one / other : other / one);
            }
        }
        return new Figure(
                name,
                Samples.of(with).median(),
                Samples.of(without).median(),
                Samples.of(ratios).median(),
                aim);
    }
}
