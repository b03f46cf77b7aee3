package io.multiregion.engine.receive.ask;

import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Heartbeats;
import io.multiregion.engine.receive.known.Act;
import io.multiregion.engine.receive.known.Holders;
import io.multiregion.engine.receive.known.Told;
import io.multiregion.engine.seal.header.Header;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Notes where the streams of several realms stand. Each in a transaction of its own: what stops one says nothing of the others. */
final class HearStreams implements Act {

    private static final Logger LOG = Logger.getLogger(HearStreams.class);

    private final Holders holders;
    private final HearStream one;

    HearStreams(Holders holders, HearStream one) {
        this.holders = holders;
        this.one = one;
    }

    @Override
    public Answer take(Told told) throws IOException {
        return new Answer.Unconfirmed(told.request(Heartbeats.class).streams().stream()
                .filter(stream -> !isConfirmed(told.header(), stream))
                .map(Heartbeats.Stream::realmId)
                .toList());
    }

    private boolean isConfirmed(Header header, Heartbeats.Stream stream) {
        try {
            Claim theirs = new Claim(stream.epoch(), header.from());
            Optional<RealmState> known = holders.realm(stream.realmId(), header.from());
            known.ifPresent(realm -> holders.doubt(realm, theirs));
            return known.filter(realm -> realm.isSecondary() && realm.claim().equals(theirs))
                    .filter(realm -> realm.stream().equals(stream.stream()))
                    .filter(realm -> realm.status() != ReplicaStatus.FORGOTTEN)
                    .filter(realm -> one.hear(realm, stream.position(), header.schema(), stream.heartbeat())
                                    .outcome()
                            == Answer.Outcome.OK)
                    .isPresent();
        } catch (RuntimeException e) {
            LOG.debugf(e, "a heartbeat of region %s for realm %s failed here", header.from(), stream.realmId());
            return false;
        }
    }
}
