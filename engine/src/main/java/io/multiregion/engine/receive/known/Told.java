package io.multiregion.engine.receive.known;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Messages;
import io.multiregion.engine.message.Request;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.Word;
import java.util.Optional;

/**
 * A message that was opened.
 *
 * @param header what it says of itself
 * @param payload what it says
 * @param sealed the message as it came
 * @param known the realm as it stands here, for a sender that holds it; empty for all others
 */
public record Told(Header header, byte[] payload, byte[] sealed, Optional<RealmState> known) {

    /** The realm as it stood here when the message was let in; only of a sender that holds it. */
    public RealmState realm() {
        return known.orElseThrow();
    }

    /** Who the sender says that it is. */
    public Claim claim() {
        return new Claim(header.epoch(), header.from());
    }

    /** What it says of the primary role, under the number of its order. */
    public Word word(long control) {
        return new Word(claim(), header.stream(), header.position(), control);
    }

    /** Whether this region follows the sender as its primary. */
    public boolean isFollowed() {
        return known.filter(realm -> realm.follows(claim())).isPresent();
    }

    /** Whom this region knows as a realm's primary, as it tells others. */
    public static Answer.Primary primary(RealmState realm) {
        return new Answer.Primary(realm.primaryRegion(), String.valueOf(realm.primaryUrl()), realm.epoch());
    }

    /** @throws Messages.UnreadableException if it says something else */
    public <R extends Request> R request(Class<R> type) throws Messages.UnreadableException {
        return type.cast(Messages.request(header.type(), payload));
    }
}
