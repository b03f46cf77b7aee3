package io.multiregion.engine.receive.ask;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.StreamRows;
import java.io.IOException;

/** Says what is here, at the position that the message names and no other. */
final class CompareRows implements Act {

    private final String region;
    private final Connections connections;
    private final RowQuestions rows;

    CompareRows(String region, Connections connections, RowQuestions rows) {
        this.region = region;
        this.connections = connections;
        this.rows = rows;
    }

    @Override
    public Answer take(Told told) throws IOException {
        Question<?> question = told.request(Question.class);
        String realmId = told.realm().realmId();
        return connections.snapshot(connection -> {
            Position reached = RealmRows.of(connection, realmId).orElseThrow().position();
            if (!reached.equals(told.header().position())) {
                return Answer.gap("region " + region + " is at " + reached);
            }
            if (question instanceof Question.Kinds kinds && kinds.repair().isPresent()) {
                StreamRows.comparing(connection, realmId, kinds.repair().get() == Question.Repair.DONE);
            }
            return rows.answer(connection, realmId, question);
        });
    }
}
