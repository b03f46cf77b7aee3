package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.Cut;
import io.multiregion.engine.cut.FarBehindException;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.stream.line.Dispatch;
import io.multiregion.engine.stream.line.Exchange;
import org.jboss.logging.Logger;

/**
 * What has changed since the other region's last acknowledgement. Where that is more than goes into one cut, the region catches up page by
 * page, as in a copy: between pages it is no instant of the primary, and serves nobody.
 */
final class CatchUp implements Step {

    private static final Logger LOG = Logger.getLogger(CatchUp.class);

    private final Exchange exchange;
    private final Dispatch shipping;

    CatchUp(Exchange exchange, Dispatch shipping) {
        this.exchange = exchange;
        this.shipping = shipping;
    }

    @Override
    public Done take(StreamState state) {
        Cut cut;
        try {
            cut = shipping.next(state.realm(), state.replica(), state.floor());
        } catch (FarBehindException e) {
            return beginPages(state);
        }
        if (cut.isEmpty()) {
            return Done.goOn(state.level(cut.takenAt()));
        }
        shipping.ship(state.realm(), state.replica(), cut, state.floor());
        return Done.again(state);
    }

    /**
     * Notes so before the region hears of it: until it has, it may be whole. While the role moves none begin: the region that is to take
     * over must be whole.
     */
    private Done beginPages(StreamState state) {
        ReplicaState replica = state.replica();
        if (state.realm().standing() != Standing.CONFIRMED) {
            throw new TransportException("region " + replica.region()
                    + " lacks more than goes into one cut, and catches up page by page once the role does not move");
        }
        LOG.infof(
                "region %s lacks more of realm %s than goes into one cut: it serves nobody until it has caught up, page by page",
                replica.region(), state.realm().realmName());
        exchange.save(replica.change().copyCursor(Batch.COPY_BEHIND).status(ReplicaStatus.CREATING));
        return Done.again(state);
    }
}
