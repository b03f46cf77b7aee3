package io.multiregion.engine.receive.copy;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Section;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.Reach;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Of which realms, and under which names, other regions may have this one hold a copy: those that its operators have agreed to. */
public final class Invitations {

    private static final String REALM_ROWS = "REALM/REALM";

    private final Connections connections;
    private final Consents consents;
    private final Clock clock;

    public Invitations(Connections connections, Consents consents, Clock clock) {
        this.connections = connections;
        this.consents = consents;
        this.clock = clock;
    }

    /** The answer to a region that does not hold the realm and may not have this one take a copy of it; empty if it may. */
    Optional<Answer> refusal(Told told, CopyOrder.Create order) {
        return refusal(told, order.realmName()).or(() -> tooFar(told, order)).map(Answer::refused);
    }

    /** Why a region may not have this one take a copy of a realm under a name; empty if it may. */
    Optional<String> refusal(Told told, String realmName) {
        return consents.refusesCopy(
                told.header().from(), realmName, nameHere(told.header().realmId()));
    }

    /** The answer to a cut that gives a copy a new name which its sender may bring none under; empty if it does not. */
    Optional<Answer> refusal(Told told, List<Batch> parts) {
        return parts.stream()
                .flatMap(part -> part.sections().stream())
                .filter(section -> section.table().equals(REALM_ROWS))
                .flatMap(Invitations::names)
                .filter(name -> !name.equals(told.realm().realmName()))
                .map(name -> consents.refusesCopy(told.header().from(), name, Optional.empty()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Answer::refused);
    }

    /** See {@link Consents#refusesClaim}. */
    Optional<String> refusesClaim(Claim claim, RealmState realm) {
        return consents.refusesClaim(claim, realm);
    }

    private static Stream<String> names(Section section) {
        int column = section.columns().indexOf("NAME");
        return column < 0 ? Stream.empty() : section.rows().stream().map(row -> String.valueOf(row[column]));
    }

    private Optional<String> nameHere(String realmId) {
        return connections.transaction(connection ->
                Sql.first(connection, "select NAME from REALM where ID = ?", row -> row.getString(1), realmId));
    }

    private Optional<String> tooFar(Told told, CopyOrder.Create order) {
        return Reach.FIRST_EPOCH.covers(0, told.header().epoch()) && Reach.ORDER.covers(clock.millis(), order.control())
                ? Optional.empty()
                : Optional.of("a copy begins at epoch " + Reach.FIRST_EPOCH.step()
                        + " at the latest, with an order whose number is not far ahead of the clock");
    }
}
