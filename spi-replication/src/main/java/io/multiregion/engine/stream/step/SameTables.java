package io.multiregion.engine.stream.step;

import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.stream.line.StreamLine;
import java.time.Clock;

/** Rows wait until both regions have the same tables: meanwhile this one says each second that it is there. */
public final class SameTables implements Step {

    private final StreamLine line;
    private final Exchange exchange;
    private final Clock clock;

    public SameTables(StreamLine line, Exchange exchange, Clock clock) {
        this.line = line;
        this.exchange = exchange;
        this.clock = clock;
    }

    @Override
    public Turn take(StreamState state) {
        if (state.otherTables() == null) {
            return Turn.goOn(state);
        }
        if (line.sameTables(state.realm(), state.replica())) {
            return Turn.goOn(state.sameTables());
        }
        exchange.save(state.replica().change().error(state.otherTables()).at(clock.millis()));
        return Turn.rest(state);
    }
}
