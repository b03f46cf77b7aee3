package io.multiregion.engine.admission;

import io.multiregion.engine.metrics.NotTaken;
import io.multiregion.engine.metrics.Observer;
import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.seal.pass.Announcements;
import io.multiregion.key.KeyUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Stands before the receiver: strangers are turned away before a byte of what they send is read, and of what trusted regions send so
 * much is taken at once as this node can bear. Never waits, but for a key service when a region shows a new pass.
 */
public final class Door {

    private final Announcements announcements;
    private final Observer observer;
    private final Limits limits;
    private final Budget budget;
    private final RecentMessages recent;
    private final TimedBody bodies = new TimedBody();

    public Door(Announcements announcements, Observer observer) {
        this(announcements, observer, Limits.USUAL, RecentMessages.Bounds.USUAL, System::nanoTime);
    }

    Door(
            Announcements announcements,
            Observer observer,
            Limits limits,
            RecentMessages.Bounds memory,
            LongSupplier nanos) {
        this.announcements = announcements;
        this.observer = observer;
        this.limits = limits;
        this.budget = new Budget(limits);
        this.recent = new RecentMessages(memory, nanos);
    }

    /**
     * Judges a message by what goes ahead of it.
     *
     * @param length of the message, in bytes, as its sender says
     * @throws NotAcceptedException if no trusted region says so
     * @throws KeyUnavailableException if it may be good, but this region's key cannot be reached
     */
    public Admission admit(String announcement, int length) throws NotAcceptedException {
        Header header;
        try {
            header = announcements.prove(announcement);
        } catch (NotAcceptedException e) {
            observer.receiveFailed(NotTaken.NOT_ACCEPTED);
            throw e;
        } catch (KeyUnavailableException e) {
            observer.receiveFailed(NotTaken.KEY_UNAVAILABLE);
            throw e;
        }
        Optional<RecentMessages.Known> before = recent.begin(header.from(), header.messageId());
        if (before.isPresent()) {
            observer.receiveFailed(NotTaken.REPEATED);
            return again(before.get());
        }
        if (!budget.take(header.from(), length)) {
            recent.forget(header.from(), header.messageId());
            observer.receiveFailed(NotTaken.BUSY);
            return new Admission.Busy();
        }
        return new Place(this, header, length);
    }

    private static Admission again(RecentMessages.Known known) {
        return switch (known.state()) {
            case IN_WORK -> new Admission.Busy();
            case DONE -> new Admission.Repeated();
            case ANSWERED -> new Admission.Answered(known.answer());
        };
    }

    byte[] read(InputStream body, int length) throws IOException, TooSlowException {
        try {
            return bodies.read(body, length, limits.time(length));
        } catch (TooSlowException e) {
            observer.receiveFailed(NotTaken.TOO_SLOW);
            throw e;
        }
    }

    void answered(Header header, byte[] answer) {
        recent.answered(header.from(), header.messageId(), answer);
    }

    void leave(Header header, int length, boolean answered) {
        budget.giveBack(header.from(), length);
        if (!answered) {
            recent.forget(header.from(), header.messageId());
        }
    }

    public void stop() {
        bodies.stop();
    }
}
