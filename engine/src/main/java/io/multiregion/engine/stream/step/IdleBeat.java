package io.multiregion.engine.stream.step;

import io.multiregion.engine.message.Heartbeat;
import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.stream.line.LateNews;
import io.multiregion.engine.stream.line.Pulse;
import io.multiregion.engine.stream.line.StreamLine;
import java.time.Clock;

/**
 * The heartbeat of a stream that has nothing else to say. It goes together with those of other streams; one that was not confirmed so is
 * sent again by itself.
 */
final class IdleBeat implements Step {

    private final StreamLine line;
    private final Exchange exchange;
    private final Pulse pulse;
    private final LateNews news;
    private final Clock clock;

    IdleBeat(StreamLine line, Exchange exchange, Pulse pulse, LateNews news, Clock clock) {
        this.line = line;
        this.exchange = exchange;
        this.pulse = pulse;
        this.news = news;
        this.clock = clock;
    }

    @Override
    public Done take(StreamState state) {
        Heartbeat heartbeat = line.heartbeat(state.levelAt(), state.floor());
        if (state.unconfirmed()) {
            if (line.knock(state.realm(), state.replica(), heartbeat)) {
                exchange.save(state.replica().change().at(clock.millis()));
            }
            return Done.rest(state.unconfirmed(false));
        }
        // what was confirmed by a clock that was ahead is no reason to be silent
        if (Math.abs(clock.millis() - state.replica().acknowledgedAt()) >= StreamLine.BEAT.toMillis() / 2) {
            pulse.beat(new Pulse.Beat(state.realm(), state.replica(), heartbeat, news));
        }
        return Done.rest(state);
    }
}
