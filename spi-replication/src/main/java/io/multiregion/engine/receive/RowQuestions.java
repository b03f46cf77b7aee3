package io.multiregion.engine.receive;

import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
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

    public Answer answer(Connection connection, String realmId, Question question) throws SQLException {
        if (question.kind() == null) {
            Map<String, Digest> found = new LinkedHashMap<>();
            digests.ofKinds(connection, realmId).forEach((kind, digest) -> found.put(kind.name(), digest));
            return Answer.digests(found);
        }
        int asked = question.ids() == null ? question.most() : question.ids().size();
        if (asked < 0 || asked > Question.MOST) {
            return Answer.of(
                    Answer.Outcome.REFUSED, "more than " + Question.MOST + " resources do not fit in an answer");
        }
        Kind kind = Kind.valueOf(question.kind());
        if (question.ids() == null && !Inventory.removable().contains(kind)) {
            return Answer.of(Answer.Outcome.REFUSED, "resources of the kind " + kind + " are not gone through");
        }
        return question.ids() != null
                ? Answer.digests(digests.ofResources(connection, realmId, kind, question.ids()))
                : Answer.page(inventory
                        .next(connection, realmId, kind, question.after(), asked)
                        .map(page -> new Answer.Page(page.kind().name(), page.ids()))
                        .orElse(new Answer.Page(question.kind(), List.of())));
    }
}
