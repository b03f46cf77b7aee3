package io.multiregion.engine.receive.ask;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers what a primary asks of the rows here, from rows of its realm only, in the caller's transaction. */
public final class RowQuestions {

    private final Digests digests;
    private final Inventory inventory;

    public RowQuestions(Catalogue catalogue) {
        this.digests = new Digests(catalogue);
        this.inventory = new Inventory(catalogue);
    }

    public Answer answer(Connection connection, String realmId, Question<?> question) throws SQLException {
        if (question instanceof Question.Resources some) {
            return some.ids().size() > Question.MOST
                    ? tooMany()
                    : new Answer.Digests(digests.ofResources(connection, realmId, some.kind(), some.ids()));
        }
        if (question instanceof Question.Next next) {
            return next(connection, realmId, next);
        }
        Map<String, Digest> found = new LinkedHashMap<>();
        digests.ofKinds(connection, realmId).forEach((kind, digest) -> found.put(kind.name(), digest));
        return new Answer.Digests(found);
    }

    private Answer next(Connection connection, String realmId, Question.Next next) throws SQLException {
        if (next.most() < 0 || next.most() > Question.MOST) {
            return tooMany();
        }
        if (!Inventory.removable().contains(next.kind())) {
            return Answer.refused("resources of the kind " + next.kind() + " are not gone through");
        }
        return inventory
                .next(connection, realmId, next.kind(), next.after(), next.most())
                .map(page -> new Answer.Page(page.kind(), page.ids()))
                .orElse(new Answer.Page(next.kind(), List.of()));
    }

    private static Answer tooMany() {
        return Answer.refused("more than " + Question.MOST + " resources do not fit in an answer");
    }
}
