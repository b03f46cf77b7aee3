package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.CopyOrder;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.stream.line.StreamRoute;
import io.multiregion.engine.succession.Dismissal;
import java.time.Clock;
import java.util.Optional;

/** How a replica begins, changes its status and ends, as its primary sees it. */
final class LifeCycle {

    private final StreamRoute route;
    private final Connections connections;
    private final Exchange exchange;
    private final Cutter cutter;
    private final Topology topology;
    private final Clock clock;

    LifeCycle(
            StreamRoute route,
            Connections connections,
            Exchange exchange,
            Cutter cutter,
            Topology topology,
            Clock clock) {
        this.route = route;
        this.connections = connections;
        this.exchange = exchange;
        this.cutter = cutter;
        this.topology = topology;
        this.clock = clock;
    }

    /** The end, if an operator wants it. */
    Step.Done end(StreamState state) {
        if (state.replica().wanted() != ReplicaStatus.DELETING) {
            return Step.Done.goOn(state);
        }
        delete(state.realm(), state.replica());
        return Step.Done.over(state);
    }

    /** The beginning, in a region that has not taken on the copy yet. */
    Step.Done begin(StreamState state) {
        if (state.replica().control() != 0) {
            return Step.Done.goOn(state);
        }
        create(state.realm(), state.replica());
        return Step.Done.again(state);
    }

    /** The status that an operator wants it to have, once the first copy is done. */
    Step.Done changeStatus(StreamState state) {
        if (!state.isCopied() || state.replica().status() == state.replica().wanted()) {
            return Step.Done.goOn(state);
        }
        changeStatus(state.realm(), state.replica());
        return Step.Done.again(state);
    }

    /** Has the region take on a copy, with nothing of what an earlier stream brought there believed. */
    private void create(RealmState realm, ReplicaState replica) {
        var order = new CopyOrder.Create(
                nextControl(replica),
                clock.millis(),
                realm.realmName(),
                realm.primaryUrl().toString(),
                Optional.ofNullable(realm.label()));
        Peer.Reply reply = exchange.order(realm, replica, Position.START, order);
        long total = cutter.countResources(realm.realmId(), route.kinds());
        exchange.save(replica.change()
                .control(order.control())
                .acknowledged(reply.reached())
                .followed(realm.epoch())
                .copyCursor(reply.expect(Answer.Copy.class).copyCursor())
                .total(total)
                .at(clock.millis()));
    }

    /** Has the replica take the status that an operator wants it to have. */
    private void changeStatus(RealmState realm, ReplicaState replica) {
        var order = new CopyOrder.Status(nextControl(replica), replica.wanted().name());
        exchange.order(realm, replica, replica.acknowledged(), order);
        exchange.save(replica.change()
                .control(order.control())
                .status(replica.wanted())
                .at(clock.millis()));
    }

    /** Has the copy removed, and forgets it. */
    private void delete(RealmState realm, ReplicaState replica) {
        var order = new CopyOrder.Delete(nextControl(replica));
        exchange.save(replica.change().control(order.control()).status(ReplicaStatus.DELETING));
        Peer.Reply reply = exchange.say(realm, replica, replica.acknowledged(), order);
        if (reply.answer().outcome() != Answer.Outcome.REFUSED) {
            Exchange.expectOk(reply);
        }
        connections.transaction(connection -> {
            Dismissal.of(connection, replica);
            return null;
        });
        topology.refresh(replica.realmId());
    }

    /** An order whose answer is lost keeps its number: the next one has a later one. */
    private long nextControl(ReplicaState replica) {
        return connections.transaction(
                connection -> ReplicaRows.nextControl(connection, replica.realmId(), replica.region(), clock.millis()));
    }
}
