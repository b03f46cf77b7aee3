package io.multiregion.engine.stream.step;

import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.stream.line.StreamLine;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.time.Clock;

/** Rows wait until both regions have the same tables: meanwhile this one says each second that it is there. */
final class SameTables implements Step {

    private final StreamLine line;
    private final Exchange exchange;
    private final Clock clock;

    SameTables(StreamLine line, Exchange exchange, Clock clock) {
        this.line = line;
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public Done take(StreamState state) {
        if (state.otherTables() == null) {
            return Done.goOn(state);
        }
        if (line.sameTables(state.realm(), state.replica())) {
            return Done.goOn(state.sameTables());
        }
        long now = clock.millis();
        exchange.save(state.replica()
                .change()
                .error(Trouble.of(Remedy.CHANGE_IN_COPY, state.otherTables()), now)
                .at(now));
        return Done.rest(state);
    }
}
