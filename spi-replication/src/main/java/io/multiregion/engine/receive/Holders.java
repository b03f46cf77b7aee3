package io.multiregion.engine.receive;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.Sql;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Batch;
import io.multiregion.engine.message.Order;
import io.multiregion.engine.message.Section;
import io.multiregion.engine.peer.Consents;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.part.Reach;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.succession.Succession;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may speak of a realm here: the regions that hold it, as far as this one knows. All others are answered the same, whether the realm is
 * here or not, and change nothing; they may offer a copy of it, if operators of this region have agreed to that.
 */
public final class Holders {

    private static final String REALM_ROWS = "REALM/REALM";

    private final String region;
    private final Connections connections;
    private final Consents consents;
    private final Clock clock;

    public Holders(String region, Connections connections, Consents consents, Clock clock) {
        this.region = region;
        this.connections = connections;
        this.consents = consents;
        this.clock = clock;
    }

    /** The realm as it stands here, for a sender that holds it; empty for all others. */
    Optional<RealmState> realm(Header header) {
        return connections.transaction(connection -> {
            Optional<RealmState> known = RealmRows.of(connection, header.realmId());
            return known.isPresent() && Succession.isHolder(connection, known.get(), header.from())
                    ? known
                    : Optional.empty();
        });
    }

    /** The answer to a region that does not hold the realm. */
    Answer stranger(Header header) {
        return Answer.of(
                Answer.Outcome.REFUSED,
                "region " + region + " holds no replica of this realm for region " + header.from()
                        + ": delete the replica on the primary and create it again");
    }

    /** The answer to a region that does not hold the realm and may not have this one take a copy of it; empty if it may. */
    Optional<Answer> refusal(Header header, Order order) {
        return consents.refusesCopy(header.from(), order.realmName(), nameHere(header.realmId()))
                .or(() -> tooFar(header, order))
                .map(why -> Answer.of(Answer.Outcome.REFUSED, why));
    }

    /** Whether a primary could have given out the position that its cut leads to: one that ends all others would be the last. */
    boolean isGivenOut(RealmState realm, Header header) {
        return header.position().epoch() <= header.epoch()
                && Reach.SEQUENCE.covers(
                        realm.position().sequence(), header.position().sequence());
    }

    /** The answer to a cut that gives a copy a new name which its sender may bring none under; empty if it does not. */
    Optional<Answer> refusal(RealmState realm, Header header, List<Batch> parts) {
        return parts.stream()
                .flatMap(part -> part.sections().stream())
                .filter(section -> section.table().equals(REALM_ROWS))
                .flatMap(Holders::names)
                .filter(name -> !name.equals(realm.realmName()))
                .map(name -> consents.refusesCopy(header.from(), name, Optional.empty()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(why -> Answer.of(Answer.Outcome.REFUSED, why));
    }

    private static Stream<String> names(Section section) {
        int column = section.columns().indexOf("NAME");
        return column < 0 ? Stream.empty() : section.rows().stream().map(row -> String.valueOf(row[column]));
    }

    private Optional<String> nameHere(String realmId) {
        return connections.transaction(connection ->
                Sql.first(connection, "select NAME from REALM where ID = ?", row -> row.getString(1), realmId));
    }

    private Optional<String> tooFar(Header header, Order order) {
        return Reach.FIRST_EPOCH.covers(0, header.epoch()) && Reach.ORDER.covers(clock.millis(), order.control())
                ? Optional.empty()
                : Optional.of("a copy begins at epoch " + Reach.FIRST_EPOCH.step()
                        + " at the latest, with an order whose number is not far ahead of the clock");
    }
}
