package io.multiregion.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.engine.peer.carrier.HttpTransport;
import io.multiregion.engine.peer.transport.Recipient;
import io.multiregion.engine.peer.transport.TransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only us calls: nothing is there for eu to connect to. */
class PullTest extends CarrierStories {

    private final HttpDoor ofEu = new HttpDoor(eu);
    private final HttpDoor ofUs = new HttpDoor(us);
    private final HttpTransport http = new HttpTransport(true);

    @Override
    void join() {
        eu.trust(us, "realms=*&mayBecomePrimary=true&direction=in");
        us.trust(eu, "realms=*&mayBecomePrimary=true&direction=out");
        eu.reaches(
                (recipient, announcement, message, patience) -> {
                    throw new AssertionError("eu calls us");
                },
                (url, announcement, answer, patience) -> {
                    throw new AssertionError("eu fetches from us");
                },
                PATIENCE);
        us.reaches(
                new FaultyPush(
                        (recipient, announcement, message, patience) -> http.exchange(
                                new Recipient(recipient.region(), ofEu.url()), announcement, message, patience),
                        faults),
                new FaultyFetch(
                        (url, announcement, answer, patience) -> http.fetch(ofEu.url(), announcement, answer, patience),
                        faults),
                PATIENCE);
    }

    @AfterEach
    void euNeverCalls() {
        assertEquals(0, ofUs.calls());
        assertTrue(ofEu.calls() > 0);
    }

    /** Whoever comes for messages without a pass of the region gets none, and takes nobody's place. */
    @Test
    void aStrangerGetsNothing() {
        for (String announcement : new String[] {"", "a.b.c", "header.pass.proof"}) {
            String refused = refused(() -> http.fetch(ofEu.url(), announcement, new byte[0], PATIENCE));
            assertTrue(refused.contains("403"), refused);
        }
    }

    private static String refused(Runnable call) {
        try {
            call.run();
            return "it was answered";
        } catch (TransportException e) {
            return e.getMessage();
        }
    }

    @Override
    void part() {
        ofEu.close();
        ofUs.close();
    }
}
