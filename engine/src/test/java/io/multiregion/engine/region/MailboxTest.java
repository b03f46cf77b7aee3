package io.multiregion.engine.region;

import io.multiregion.engine.peer.mailbox.Box;
import io.multiregion.engine.peer.mailbox.DirectoryBox;
import io.multiregion.engine.peer.mailbox.Mailbox;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** Neither calls the other: both have a directory. */
class MailboxTest extends CarrierStories {

    @TempDir
    private Path directory;

    @Override
    void join() {
        Box box = new FaultyBox(box(), faults);
        for (SimulatedRegion one : new SimulatedRegion[] {eu, us}) {
            one.trust(one == eu ? us : eu, "realms=*&mayBecomePrimary=true&direction=mailbox");
            one.mailbox(new Mailbox.Place(box, Duration.ofMillis(1)));
            one.reaches(
                    (recipient, announcement, message, patience) -> {
                        throw new AssertionError(one.name() + " calls");
                    },
                    (url, announcement, answer, patience) -> {
                        throw new AssertionError(one.name() + " fetches");
                    },
                    PATIENCE);
        }
    }

    /** Where objects lie. */
    Box box() {
        return new DirectoryBox(directory);
    }

    @Override
    void part() {
        // the directory goes with the test
    }
}
