package io.multiregion.engine.stream;

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
import java.time.Clock;
import java.util.Optional;

/** How a replica begins, changes its status and ends, as its primary sees it. */
final class LifeCycle {

    private final Connections connections;
    private final Exchange exchange;
    private final Cutter cutter;
    private final Topology topology;
    private final Clock clock;

    LifeCycle(Connections connections, Exchange exchange, Cutter cutter, Topology topology, Clock clock) {
        this.connections = connections;
        this.exchange = exchange;
        this.cutter = cutter;
        this.topology = topology;
        this.clock = clock;
    }

    /** Has the region take on a copy, with nothing of what an earlier stream brought there believed. */
    void create(RealmState realm, ReplicaState replica) {
        var order = new CopyOrder.Create(
                nextControl(replica),
                clock.millis(),
                realm.realmName(),
                realm.primaryUrl().toString(),
                Optional.ofNullable(realm.label()));
        Peer.Reply reply = exchange.order(realm, replica, Position.START, order);
        long total = cutter.countResources(realm.realmId());
        exchange.save(replica.change()
                .control(order.control())
                .acknowledged(reply.reached())
                .followed(realm.epoch())
                .copyCursor(reply.expect(Answer.Copy.class).copyCursor())
                .total(total)
                .at(clock.millis()));
    }

    /** Has the replica take the status that an operator wants it to have. */
    void changeStatus(RealmState realm, ReplicaState replica) {
        var order = new CopyOrder.Status(nextControl(replica), replica.wanted().name());
        exchange.order(realm, replica, replica.acknowledged(), order);
        exchange.save(replica.change()
                .control(order.control())
                .status(replica.wanted())
                .at(clock.millis()));
    }

    /** Has the copy removed, and forgets it. */
    void delete(RealmState realm, ReplicaState replica) {
        var order = new CopyOrder.Delete(nextControl(replica));
        exchange.save(replica.change().control(order.control()).status(ReplicaStatus.DELETING));
        Peer.Reply reply = exchange.say(realm, replica, replica.acknowledged(), order);
        if (reply.answer().outcome() != Answer.Outcome.REFUSED) {
            Exchange.expectOk(reply);
        }
        connections.transaction(connection -> {
            ReplicaRows.forget(connection, replica);
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
