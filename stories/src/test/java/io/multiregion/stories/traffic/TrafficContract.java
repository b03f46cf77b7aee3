package io.multiregion.stories.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.traffic.TrafficSwitch;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every way of sending users to another region keeps to. */
abstract class TrafficContract {

    /** The switch as the region that is promoted has it. */
    abstract TrafficSwitch traffic();

    /** Where users are sent now. */
    abstract String destination();

    /** Where they are sent after a promotion of that region. */
    abstract String here();

    @Test
    void sendsUsersHere() {
        traffic().promoted("acme");
        assertEquals(here(), destination());
    }

    @Test
    void changesNothingWhenAskedAgain() {
        traffic().promoted("acme");
        traffic().promoted("acme");
        assertEquals(here(), destination());
    }

    @Test
    void isAskedForManyRealmsAtOnce() throws Exception {
        traffic().promoted("first");
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Object> promotion = Executors.callable(() -> traffic().promoted("acme"));
            for (var done :
                    threads.invokeAll(Stream.generate(() -> promotion).limit(8).toList())) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(here(), destination());
    }
}
