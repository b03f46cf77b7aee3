package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Json;
import io.multiregion.engine.message.Order;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.resource.Position;
import io.multiregion.engine.seal.header.MessageType;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.state.store.Topology;
import io.multiregion.engine.stream.line.Exchange;
import java.time.Clock;

/** How a replica begins, changes its status and ends, as its primary sees it. */
public final class LifeCycle {

    private final Connections connections;
    private final Exchange exchange;
    private final Cutter cutter;
    private final Topology topology;
    private final Clock clock;

    public LifeCycle(Connections connections, Exchange exchange, Cutter cutter, Topology topology, Clock clock) {
        this.connections = connections;
        this.exchange = exchange;
        this.cutter = cutter;
        this.topology = topology;
        this.clock = clock;
    }

    /** The end, if an operator wants it. */
    public Turn end(StreamState state) {
        if (state.replica().wanted() != ReplicaStatus.DELETING) {
            return Turn.goOn(state);
        }
        delete(state.realm(), state.replica());
        return Turn.over(state);
    }

    /** The beginning, in a region that has not taken on the copy yet. */
    public Turn begin(StreamState state) {
        if (state.replica().control() != 0) {
            return Turn.goOn(state);
        }
        create(state.realm(), state.replica());
        return Turn.again(state);
    }

    /** The status that an operator wants it to have, once the first copy is done. */
    public Turn changeStatus(StreamState state) {
        if (!state.isCopied() || state.replica().status() == state.replica().wanted()) {
            return Turn.goOn(state);
        }
        changeStatus(state.realm(), state.replica());
        return Turn.again(state);
    }

    /** Has the region take on a copy, with nothing of what an earlier stream brought there believed. */
    private void create(RealmState realm, ReplicaState replica) {
        Order order = new Order(
                nextControl(replica),
                clock.millis(),
                realm.realmName(),
                realm.primaryUrl().toString(),
                null,
                realm.label());
        Peer.Reply reply =
                exchange.order(realm, replica, Peer.Subject.of(MessageType.CREATE, Position.START), Json.bytes(order));
        long total = cutter.countResources(realm.realmId());
        exchange.save(replica.change()
                .control(order.control())
                .acknowledged(reply.reached())
                .followed(realm.epoch())
                .copyCursor(reply.answer().copyCursor())
                .total(total)
                .at(clock.millis()));
    }

    /** Has the replica take the status that an operator wants it to have. */
    private void changeStatus(RealmState realm, ReplicaState replica) {
        Order order = new Order(
                nextControl(replica),
                clock.millis(),
                null,
                null,
                replica.wanted().name(),
                null);
        exchange.order(realm, replica, Peer.Subject.of(MessageType.STATUS, replica.acknowledged()), Json.bytes(order));
        exchange.save(replica.change()
                .control(order.control())
                .status(replica.wanted())
                .at(clock.millis()));
    }

    /** Has the copy removed, and forgets it. */
    private void delete(RealmState realm, ReplicaState replica) {
        Order order = new Order(nextControl(replica), clock.millis(), null, null, null, null);
        exchange.save(replica.change().control(order.control()).status(ReplicaStatus.DELETING));
        Peer.Reply reply = exchange.say(
                realm, replica, Peer.Subject.of(MessageType.DELETE, replica.acknowledged()), Json.bytes(order));
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
