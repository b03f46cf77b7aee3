package io.multiregion.engine.stream.step;

import io.multiregion.engine.cut.Cutter;
import io.multiregion.engine.cut.copy.LateCursor;
import io.multiregion.engine.database.Connections;
import io.multiregion.engine.divergence.Divergences;
import io.multiregion.engine.message.Answer;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.message.RoleOrder;
import io.multiregion.engine.message.Terms;
import io.multiregion.engine.message.batch.Batch;
import io.multiregion.engine.message.batch.Diverged;
import io.multiregion.engine.peer.transport.Peer;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.line.Exchange;
import io.multiregion.engine.stream.line.StreamRoute;
import io.multiregion.engine.succession.Succession;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has one region follow this one as its primary, tells it how the realm is held, and takes over what it had beyond. */
final class Following {

    private final StreamRoute route;
    private final Connections connections;
    private final Exchange exchange;
    private final Succession succession;
    private final Divergences divergences;
    private final Cutter cutter;
    private final Clock clock;

    Following(
            StreamRoute route,
            Connections connections,
            Exchange exchange,
            Succession succession,
            Divergences divergences,
            Cutter cutter,
            Clock clock) {
        this.route = route;
        this.connections = connections;
        this.exchange = exchange;
        this.succession = succession;
        this.divergences = divergences;
        this.cutter = cutter;
        this.clock = clock;
    }

    /** Tells the other region what it must know before anything can be shipped. */
    Step.Done tell(StreamState state) {
        RealmState realm = state.realm();
        ReplicaState replica = state.replica();
        if (replica.followed() < realm.epoch()) {
            follow(realm, replica);
            return Step.Done.again(state.emptied(false));
        }
        List<Object> now = held(realm, state.rows().replicas());
        if (!now.equals(state.told())) {
            long control = nextControl(replica);
            exchange.order(
                    realm,
                    replica,
                    replica.acknowledged(),
                    new RoleOrder.Tell(control, terms(realm), Optional.empty()));
            return Step.Done.again(state.told(now));
        }
        return Step.Done.goOn(state);
    }

    private Terms terms(RealmState realm) {
        return connections.transaction(connection -> succession.terms(connection, realm.realmId()));
    }

    /** All that the terms say, without asking the database: this is looked at in every step. */
    private List<Object> held(RealmState realm, List<ReplicaState> replicas) {
        List<Object> held = new ArrayList<>();
        held.add(realm.epoch());
        held.add(String.valueOf(realm.issuer()));
        for (ReplicaState replica : replicas) {
            held.add(List.of(
                    replica.region(),
                    replica.url(),
                    replica.wanted(),
                    replica.status() == ReplicaStatus.CREATING,
                    succession.mayLead(replica.region())));
        }
        return held;
    }

    private long nextControl(ReplicaState replica) {
        return connections.transaction(
                connection -> ReplicaRows.nextControl(connection, replica.realmId(), replica.region(), clock.millis()));
    }

    /**
     * What the other region has beyond the common history, it keeps as divergences; what it lacks is in the journal here, unless it
     * was away for longer than the journal reaches back: then it is copied again. So it is if its copy was under way: where that stood
     * means something to the region only that made it.
     */
    private void follow(RealmState realm, ReplicaState replica) {
        long control = nextControl(replica);
        Peer.Reply reply =
                exchange.order(realm, replica, realm.position(), new RoleOrder.Follow(control, terms(realm)));
        ReplicaState.Change change = replica.change()
                .followed(realm.epoch())
                .acknowledged(reply.reached())
                .copyCursor(Batch.COPY_DONE)
                .control(control)
                .at(clock.millis());
        if (reply.reached().sequence() < realm.floor()
                || !Batch.COPY_DONE.equals(reply.expect(Answer.Copy.class).copyCursor())) {
            change.copyCursor(Batch.COPY_AGAIN).status(ReplicaStatus.CREATING);
        }
        exchange.save(change);
    }

    /**
     * Has the region begin its copy again, over what it has, or catch up page by page: until that is done, it serves no end users. What it
     * had beyond the common history is to be taken over before.
     */
    Step.Done copyAgain(StreamState state) {
        ReplicaState replica = state.replica();
        if (replica.copyCursor().equals(Batch.COPY_AGAIN)) {
            recopy(state, Batch.COPY_START, cutter.countResources(replica.realmId(), route.kinds()));
            return Step.Done.again(state);
        }
        if (replica.copyCursor().equals(Batch.COPY_BEHIND)) {
            long since = replica.acknowledged().sequence();
            recopy(
                    state,
                    LateCursor.begin(since, Batch.COPY_DONE).toString(),
                    cutter.countChanges(replica.realmId(), since));
            return Step.Done.again(state);
        }
        return Step.Done.goOn(state);
    }

    private void recopy(StreamState state, String cursor, long total) {
        RealmState realm = state.realm();
        ReplicaState replica = state.replica();
        long control = nextControl(replica);
        exchange.order(
                realm, replica, replica.acknowledged(), new RoleOrder.Tell(control, terms(realm), Optional.of(cursor)));
        exchange.save(replica.change()
                .copyCursor(cursor)
                .status(ReplicaStatus.CREATING)
                .copied(0, 0)
                .total(total)
                .control(control)
                .at(clock.millis()));
    }

    /** Takes over what the other region has beyond the common history. */
    Step.Done pull(StreamState state) {
        if (state.emptied()) {
            return Step.Done.goOn(state);
        }
        RealmState realm = state.realm();
        ReplicaState replica = state.replica();
        List<String> taken = List.of();
        while (true) {
            Answer.Divergences next = exchange.order(
                            realm, replica, replica.acknowledged(), new Inquiry.Divergences(taken))
                    .expect(Answer.Divergences.class);
            List<Diverged> page = next.diverged();
            if (!page.isEmpty()) {
                connections.run(connection -> divergences.take(connection, realm, page, clock.millis()));
            } else if (!next.more()) {
                return Step.Done.again(state.emptied(true));
            }
            taken = page.stream().map(Diverged::id).toList();
        }
    }
}
