package io.multiregion.engine.stream;

import io.multiregion.engine.database.Connections;
import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaState;
import io.multiregion.engine.state.store.RealmRows;
import io.multiregion.engine.state.store.ReplicaRows;
import io.multiregion.engine.stream.line.LateNews;
import io.multiregion.engine.stream.line.StreamLine;
import io.multiregion.engine.stream.line.StreamRoute;
import io.multiregion.engine.stream.step.Step;
import io.multiregion.engine.stream.step.StreamState;
import io.multiregion.engine.trouble.Remedy;
import io.multiregion.engine.trouble.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The stream of one realm to one region: its steps in their order, and what it knows. Used by one thread at a time. */
final class ReplicaStream {

    private final StreamRoute route;
    private final Connections connections;
    private final List<Step> steps;
    private final LateNews news;
    private final Runnable afterFailure;
    private final Clock clock;
    private StreamState state = StreamState.NEW;

    /**
     * @param steps all of them, each before those that need what it does
     * @param news what is heard between turns
     * @param afterFailure forgets what was begun for a step that has not come to its end
     */
    ReplicaStream(
            StreamRoute route,
            Connections connections,
            List<Step> steps,
            LateNews news,
            Runnable afterFailure,
            Clock clock) {
        this.route = route;
        this.connections = connections;
        this.steps = List.copyOf(steps);
        this.news = news;
        this.afterFailure = afterFailure;
        this.clock = clock;
    }

    /** @param wake has the next turn begin at once; called on other threads */
    void wakes(Runnable wake) {
        news.wakes(wake);
    }

    /**
     * Takes the steps until one of them has done something, and returns how long to wait before the next turn; empty when the stream is
     * over.
     *
     * @throws TransportException if the other region can't be reached
     */
    Optional<Duration> turn() {
        hear();
        Optional<StreamState.Rows> rows = connectedRows();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        state = state.at(rows.get());
        for (Step step : steps) {
            Step.Done done = step.take(state);
            state = done.state();
            switch (done.next()) {
                case OVER -> {
                    return Optional.empty();
                }
                case AGAIN -> {
                    return Optional.of(Duration.ZERO);
                }
                case REST -> {
                    return Optional.of(untilNextSecond());
                }
                case GO_ON -> {}
            }
        }
        return Optional.of(untilNextSecond());
    }

    private void hear() {
        Optional<LateNews.News> late = news.take();
        if (late.isPresent()) {
            state = state.unconfirmed(true);
            late.get().failure().ifPresent(failure -> {
                throw failure;
            });
        }
    }

    /** Empty if the stream is gone, or if it is no longer this region that sends: today that is the realm's primary. */
    private Optional<StreamState.Rows> connectedRows() {
        return connections.read(connection -> {
            Optional<RealmState> realm =
                    RealmRows.of(connection, route.realmId()).filter(RealmState::isPrimary);
            List<ReplicaState> replicas = ReplicaRows.of(connection, route.realmId());
            return realm.flatMap(sending -> replicas.stream()
                    .filter(route::leadsTo)
                    .findFirst()
                    .map(replica -> new StreamState.Rows(sending, replica, replicas)));
        });
    }

    /** Idle streams step at the same instants, so that their heartbeats go together. */
    private Duration untilNextSecond() {
        long second = StreamLine.BEAT.toMillis();
        return Duration.ofMillis(second - clock.millis() % second);
    }

    private static Trouble trouble(Throwable failure) {
        if (failure instanceof TransportException unanswered) {
            return unanswered.trouble();
        }
        return DatabaseException.passes(failure)
                ? Trouble.of(Remedy.PASSES, said(failure))
                : Trouble.of(Remedy.CHANGE_IN_PRIMARY, said(failure));
    }

    /** Notes why a turn failed. @param pause how long it is waited before the next one */
    void failed(Throwable failure, Duration pause) {
        state = state.failed(failure);
        afterFailure.run();
        connections.transaction(connection -> {
            Optional<ReplicaState> replica =
                    ReplicaRows.of(connection, route.realmId(), route.to()).filter(route::leadsTo);
            if (replica.isPresent()) {
                ReplicaRows.save(
                        connection,
                        replica.get()
                                .change()
                                .error(trouble(failure).nextTry(clock.millis() + pause.toMillis()), clock.millis())
                                .state());
            }
            return null;
        });
    }

    /** What a virtual machine says of an error is for the log. */
    private static String said(Throwable failure) {
        return failure instanceof Error || failure.getMessage() == null
                ? "it failed in this region; look at the log here: "
                        + failure.getClass().getSimpleName()
                : failure.getMessage();
    }
}
