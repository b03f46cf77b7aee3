package io.multiregion.engine.stream.line;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What a stream hears between its turns, from other threads: that its heartbeat, sent together with others, was not confirmed. */
public final class LateNews implements Pulse.Unconfirmed {

    /**
     * A heartbeat was not confirmed.
     *
     * @param failure why there was no answer, if there was none
     */
    public record News(Optional<RuntimeException> failure) {}

    private final AtomicReference<News> news = new AtomicReference<>();
    private volatile Runnable wake = () -> {};

    /** @param first has the stream's next turn begin at once; must not block */
    public void wakes(Runnable first) {
        wake = first;
    }

    @Override
    public void unconfirmed(Optional<RuntimeException> failure) {
        news.set(new News(failure));
        wake.run();
    }

    /** What was heard since the last time; empty if nothing. */
    public Optional<News> take() {
        return Optional.ofNullable(news.getAndSet(null));
    }
}
