package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.overview.kinds.KindsRepresentation;
import io.multiregion.engine.overview.kinds.KindsRepresentation.KindRepresentation;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.stream.RandomRealm;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a realm has here, kind by kind: the same in both regions once they are level. */
class KindsTest {

    private static final String REALM = "acme";

    private final SimulatedRegions regions = new SimulatedRegions("eu", "us");
    private final SimulatedTime time = regions.time();
    private final SimulatedRegion eu = regions.get(0);
    private final SimulatedRegion us = regions.get(1);
    private final RandomRealm realm = new RandomRealm(eu.rows(), new Random(1));

    @AfterEach
    void close() {
        regions.close();
    }

    private static KindsRepresentation kinds(SimulatedRegion region, String of) {
        return region.engine().kinds().describe(REALM, REALM, of);
    }

    private static KindRepresentation kind(KindsRepresentation kinds, Kind kind) {
        return kinds.kinds().stream()
                .filter(each -> each.kind().equals(kind.name()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bothCountTheSame() {
        assertEquals(
                409, assertThrows(RefusedException.class, () -> kinds(eu, null)).status());
        eu.write(REALM, () -> realm.change(60));
        eu.replicate(REALM, us);
        time.pass(Duration.ofSeconds(10));
        KindsRepresentation here = kinds(eu, "us");
        assertEquals(Kind.values().length, here.kinds().size());
        assertEquals(1, kind(here, Kind.REALM).resources());
        assertTrue(kind(here, Kind.USER).resources() > 0, here::toString);
        assertEquals(kinds(us, null).kinds(), kinds(eu, null).kinds());
    }
}
