package io.multiregion.engine.receive;

import io.multiregion.engine.admission.Admission;
import io.multiregion.engine.admission.Door;
import io.multiregion.engine.admission.FewLines;
import io.multiregion.engine.admission.Place;
import io.multiregion.engine.admission.TooSlowException;
import io.multiregion.engine.peer.carrier.Intake;
import io.multiregion.engine.peer.carrier.Said;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.secret.SecretsUnavailableException;
import io.multiregion.key.KeyException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jboss.logging.Logger;

/** Takes messages that this region has fetched: through the same door, and with the same words, as those that are sent to it. */
public final class Letterbox implements Intake {

    private static final Logger LOG = Logger.getLogger(Letterbox.class);

    private final Door door;
    private final Receiver receiver;
    private final FewLines log = new FewLines();

    public Letterbox(Door door, Receiver receiver) {
        this.door = door;
        this.receiver = receiver;
    }

    @Override
    public Said take(String announcement, byte[] message) {
        try {
            Admission admission = door.admit(announcement, message.length);
            if (admission instanceof Place place) {
                return taken(place, message);
            }
            return admission instanceof Admission.Answered before
                    ? Said.answer(before.answer())
                    : admission instanceof Admission.Repeated ? Said.no(409, "repeated") : Said.no(503, "busy");
        } catch (NotAcceptedException e) {
            return notAccepted(e.reason());
        } catch (KeyException e) {
            return waits(e.getMessage());
        }
    }

    private Said taken(Place place, byte[] message) {
        try (place) {
            if (place.header().type() == MessageType.FETCH) {
                return notAccepted("a call to fetch messages lies among those that were fetched");
            }
            byte[] answer = receiver.receive(place.header(), place.read(new ByteArrayInputStream(message)));
            place.answered(answer);
            return Said.answer(answer);
        } catch (NotAcceptedException e) {
            return notAccepted(e.reason());
        } catch (KeyException e) {
            return waits(e.getMessage());
        } catch (SecretsUnavailableException e) {
            return waits(e.detail());
        } catch (IOException | TooSlowException e) {
            throw new IllegalStateException("what is in memory can be read", e);
        }
    }

    private Said notAccepted(String reason) {
        log.of(reason).ifPresent(line -> LOG.warnf("a message that was fetched was not accepted: %s", line));
        return Said.no(403, "not_accepted");
    }

    private Said waits(String reason) {
        log.of(reason).ifPresent(line -> LOG.warnf("a message that was fetched has to wait: %s", line));
        return Said.no(503, "try_again");
    }
}
