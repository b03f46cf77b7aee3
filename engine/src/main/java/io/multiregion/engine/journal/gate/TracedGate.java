package io.multiregion.engine.journal.gate;

import io.multiregion.engine.trace.Step;
import io.multiregion.engine.trace.Ways;
import java.sql.Connection;
import java.sql.SQLException;

/** A gate whose writers may be traced: what they commit is shipped as a part of their trace. */
public final class TracedGate implements Gate {

    private final Gate gate;
    private final Ways ways;

    private TracedGate(Gate gate, Ways ways) {
        this.gate = gate;
        this.ways = ways;
    }

    /** The gate, with its writers traced if anybody traces. */
    public static Gate of(Gate gate, Ways ways) {
        return ways.isOn() ? new TracedGate(gate, ways) : gate;
    }

    @Override
    public CommitGate.Passed pass(Connection connection, Changes changes) throws SQLException {
        try (Step step = ways.capture()) {
            return gate.pass(connection, changes);
        }
    }

    @Override
    public void committed(String realmId) {
        ways.committed(realmId);
        gate.committed(realmId);
    }
}
