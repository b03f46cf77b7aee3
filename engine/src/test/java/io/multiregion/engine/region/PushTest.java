package io.multiregion.engine.region;

import io.multiregion.engine.peer.carrier.HttpTransport;
import io.multiregion.engine.peer.transport.Recipient;
import java.net.URI;

/** Each region calls the other, over HTTP. */
class PushTest extends CarrierStories {

    private final HttpDoor ofEu = new HttpDoor(eu);
    private final HttpDoor ofUs = new HttpDoor(us);
    private final HttpTransport http = new HttpTransport(true);

    @Override
    void join() {
        eu.trust(us, "realms=*&mayBecomePrimary=true");
        us.trust(eu, "realms=*&mayBecomePrimary=true");
        eu.reaches(to(ofUs.url()), http, PATIENCE);
        us.reaches(to(ofEu.url()), http, PATIENCE);
    }

    private FaultyPush to(URI url) {
        return new FaultyPush(
                (recipient, announcement, message, patience) ->
                        http.exchange(new Recipient(recipient.region(), url), announcement, message, patience),
                faults);
    }

    @Override
    void part() {
        ofEu.close();
        ofUs.close();
    }
}
