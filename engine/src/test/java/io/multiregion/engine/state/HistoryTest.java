package io.multiregion.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.state.store.EpochRows;
import io.multiregion.engine.state.store.EpochRows.Epoch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who outranks whom, and up to where two regions have the same history. */
final class HistoryTest {

    @ParameterizedTest
    @CsvSource({
        "2,us, 1,eu, true",
        "1,us, 2,eu, false",
        "2,ap, 2,us, true",
        "2,us, 2,ap, false",
        "2,us, 2,us, false",
    })
    void aClaimOutranksAnother(long epoch, String region, long otherEpoch, String otherRegion, boolean outranks) {
        assertEquals(outranks, new Claim(epoch, region).outranks(new Claim(otherEpoch, otherRegion)));
    }

    /** Epochs are written as epoch/region/sequence at which it began. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/eu/0          | 1/eu/0 2/us/7           | 7",
                "1/eu/0          | 1/eu/0 2/us/7 3/ap/9    | 7",
                "1/eu/0 2/us/7   | 1/eu/0 2/us/7 3/eu/9    | 9",
                "1/eu/0 2/us/7   | 1/eu/0 2/ap/5           | 5",
                "1/eu/0 2/us/5   | 1/eu/0 2/ap/7           | 5",
                "1/eu/0 2/us/5   | 1/eu/0 3/eu/7           | 5",
                "1/eu/0 2/us/5   | 1/eu/0                  | 5",
                "1/eu/0 2/us/7   | 1/eu/0 2/us/7 3/eu/9 4/ap/0 | 0",
                "1/eu/0 2/us/7 3/eu/9 4/ap/0 | 1/eu/0 2/us/7   | 0",
                "1/eu/0          | 1/eu/0                  | 9223372036854775807",
            })
    void theCommonHistoryEndsWhereTheyPart(String ours, String theirs, long common) {
        assertEquals(common, EpochRows.common(epochs(ours), epochs(theirs)));
    }

    private static List<Epoch> epochs(String text) {
        return Arrays.stream(text.trim().split(" +"))
                .map(epoch -> epoch.split("/"))
                .map(parts -> new Epoch(Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2])))
                .toList();
    }
}
