package io.multiregion.engine.receive.ask;

import io.multiregion.engine.back.Returns;
import io.multiregion.engine.catalogue.Catalogue;
import io.multiregion.engine.digest.Digest;
import io.multiregion.engine.digest.Digests;
import io.multiregion.engine.digest.Inventory;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Question;
import io.multiregion.engine.resource.Kind;
import io.multiregion.engine.resource.ResourceKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
            return some.ids().size() > Question.MOST ? tooMany() : resources(connection, realmId, some);
        }
        if (question instanceof Question.Next next) {
            return next(connection, realmId, next);
        }
        return kinds(connection, realmId, (Question.Kinds) question);
    }

    private Answer resources(Connection connection, String realmId, Question.Resources some) throws SQLException {
        Map<String, Digest> found = digests.ofResources(connection, realmId, some.kind(), some.ids());
        if (some.sum().filter(Digest.sum(found.values())::equals).isPresent()) {
            return new Answer.Digests(Map.of(), true, List.of());
        }
        List<String> pending = pending(connection, realmId, some);
        Map<String, Digest> settled = new HashMap<>(found);
        pending.forEach(settled::remove);
        return new Answer.Digests(settled, false, pending);
    }

    /** What was written here and has not come back yet: it differs until then, and nobody has to mend it. */
    private static List<String> pending(Connection connection, String realmId, Question.Resources some)
            throws SQLException {
        List<ResourceKey> asked =
                some.ids().stream().map(id -> new ResourceKey(some.kind(), id)).toList();
        return Returns.pending(connection, realmId, asked).stream()
                .map(ResourceKey::id)
                .toList();
    }

    /** Kinds of which there are many here would take long: they are gone through by pages. */
    private Answer kinds(Connection connection, String realmId, Question.Kinds question) throws SQLException {
        Map<String, Digest> found = new LinkedHashMap<>();
        for (Kind kind : new TreeSet<>(question.kinds())) {
            if (inventory.of(connection, realmId, kind, "", Question.MOST + 1).size() <= Question.MOST) {
                found.put(kind.name(), digests.ofKind(connection, realmId, kind));
            }
        }
        return new Answer.Digests(found, false, List.of());
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
