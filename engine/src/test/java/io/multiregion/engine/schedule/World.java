package io.multiregion.engine.schedule;

import io.multiregion.engine.database.DatabaseException;
import io.multiregion.engine.failover.SwitchoverFailedException;
import io.multiregion.engine.failover.rule.RulesRefusedException;
import io.multiregion.engine.mandate.RefusedException;
import io.multiregion.engine.peer.transport.TransportException;
import io.multiregion.engine.seal.TestRegion;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.RoleMovedException;
import io.multiregion.engine.state.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Regions, the network between them and their time, on one thread: plays a schedule, heals all, and judges. */
final class World implements Writer.Witness {

    private static final int MOST_NESTED = 3;

    private final Stage stage;
    private final Schedule schedule;
    private final List<Region> regions = new ArrayList<>();
    private final Times times = new Times();
    private final Promises promises;
    private final Network network;
    private final Moves moves;
    private final Ending ending;
    private final Happenings happenings;
    private final List<String> trace = new ArrayList<>();
    private int writes;
    private int nesting;
    private boolean calm = true;
    private boolean over;
    private AssertionError failure;

    World(Stage stage, Schedule schedule, Set<Mutation> mutations) {
        this.stage = stage;
        this.schedule = schedule;
        this.promises = new Promises(schedule.regions() == 2);
        this.network = new Network(new Mail(this, promises, mutations));
        this.moves = new Moves(this, promises);
        this.happenings = new Happenings(this, network, moves, times);
        this.ending = new Ending(this, promises);
        for (int i = 0; i < schedule.regions(); i++) {
            int number = i;
            String name = stage.keys(schedule.regions()).get(i).name();
            regions.add(new Region(name, stage.database(i), () -> node(number), mutations, this));
            times.alive(name);
        }
    }

    long seed() {
        return schedule.seed();
    }

    /** All that has happened. */
    List<String> trace() {
        return trace;
    }

    /** Whether it has come to its end, and left nothing open. */
    boolean isOver() {
        return over;
    }

    int acknowledged() {
        return promises.acknowledged();
    }

    List<Region> regions() {
        return regions;
    }

    Region region(String name) {
        return regions.stream()
                .filter(region -> region.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Network network() {
        return network;
    }

    Moves moves() {
        return moves;
    }

    void note(String what) {
        trace.add("  ".repeat(nesting) + what);
    }

    private Life node(int number) {
        TestRegion own = stage.keys(schedule.regions()).get(number);
        TestRegion[] others = stage.keys(schedule.regions()).stream()
                .filter(one -> one != own)
                .toArray(TestRegion[]::new);
        return new Life(
                own.name(),
                stage.database(number),
                new Life.Surroundings(
                        stage.catalogue(number),
                        times.clock(own.name()),
                        times::now,
                        own.trusting(others),
                        own.announcing(others),
                        network.from(own.name()),
                        connections -> new OneLook(connections, () -> meanwhile(regions.get(number)))));
    }

    /** Plays the schedule. @throws Promises.Broken if a promise is not held */
    void play() {
        begin(schedule.isCopying());
        calm = false;
        for (Step step : schedule.steps()) {
            happenings.decideBy(step.seed());
            note(step.kind() + " " + regions.get(step.region()).name());
            nesting++;
            happenings.perform(step, regions.get(step.region()), regions.get(step.other()));
            nesting--;
            regions.forEach(this::look);
            judged();
        }
        end();
        judged();
    }

    /** @param copying whether it begins with the first copies, and not with whole ones */
    void begin(boolean copying) {
        Region first = regions.get(0);
        boolean level = !copying && stage.isLevel(schedule.regions());
        if (level) {
            // it has taken a while to become so
            times.pass(60_000);
            regions.forEach(region -> times.alive(region.name()));
        } else {
            first.found(regions.stream().skip(1).map(Region::name).toList());
        }
        promises.begin(first.name(), first.users());
        regions.forEach(Region::start);
        if (!copying && !level) {
            ending.settle();
            stage.remember(schedule.regions());
        }
        regions.forEach(region -> act(region, region::tick));
        regions.forEach(this::look);
    }

    /** All is healed, and judged once it has settled. */
    void end() {
        calm = true;
        note("all is healed");
        heal();
        ending.settle();
        ending.judge();
        over = true;
    }

    void write(Region region, Random random) {
        note(region.name() + " " + region.writer().write(++writes, random));
    }

    void writeMuch(Region region, Random random) {
        note(region.name() + " " + region.writer().writeMuch(++writes, random));
    }

    void begin(Region region, Random random) {
        note(region.name() + " " + region.writer().begin(++writes, random));
    }

    void commit(Region region) {
        note(region.name() + " " + region.writer().commit());
    }

    /** A region that takes writes, as far as it knows. */
    Optional<Region> leading() {
        return regions.stream()
                .filter(region -> region.node().isPresent()
                        && region.realm()
                                .filter(realm -> realm.isPrimary() && realm.standing() == Standing.CONFIRMED)
                                .isPresent())
                .findFirst();
    }

    /** Something that a region does, which it may not survive. */
    void act(Region region, Runnable work) {
        try {
            work.run();
            // whatever is thrown on a thread of a node, that thread goes on
            region.unseenCrash().ifPresent(crash -> survived(region, crash));
        } catch (Crash crash) {
            survived(region, crash);
        } catch (DatabaseException
                | TransportException
                | RefusedException
                | RulesRefusedException
                | SwitchoverFailedException
                | RoleMovedException e) {
            note(region.name() + ": " + e.getMessage());
        } finally {
            Thread.interrupted();
        }
    }

    /** What is judged while a node is at work is thrown at it: so it is remembered. */
    void judge(Runnable judgement) {
        try {
            judgement.run();
        } catch (AssertionError e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    private void judged() {
        if (failure != null) {
            throw failure;
        }
    }

    /** A crash of the region itself ends here, one of a region that waits further down goes on to there. */
    void survived(Region region, Crash crash) {
        if (!crash.region().equals(region.name())) {
            throw crash;
        }
        note(region.name() + " has crashed");
        region.crashed();
    }

    void tick(Region region) {
        if (region.node().isPresent()) {
            times.alive(region.name());
            act(region, region::tick);
        }
    }

    /** Time passes in steps that no lease outlives. */
    void pass(int seconds) {
        for (int left = seconds; left > 0; left -= 4) {
            long step = Math.min(4, left) * 1000L;
            times.pass(step);
            for (Region region : regions) {
                region.execute("update MR_LEASE set EXPIRES_AT = EXPIRES_AT - ?", step);
                tick(region);
            }
        }
    }

    /** Others go on while a region waits. */
    void meanwhile(Region waiting) {
        if (calm || nesting > MOST_NESTED) {
            return;
        }
        nesting++;
        try {
            happenings.meanwhile(waiting);
        } finally {
            nesting--;
        }
    }

    @Override
    public void writing(String region, RealmState realm) {
        judge(() -> promises.atPosition(region, realm));
    }

    @Override
    public void acknowledged(String region, RealmState realm, int write, List<Users.Change> changes) {
        judge(() -> promises.acknowledged(region, realm, write, changes, times.backAt(region)));
    }

    void look(Region region) {
        region.look().ifPresent(look -> {
            Optional<Promises.Look> primary = look.realm().isSecondary()
                    ? region(look.realm().primaryRegion())
                            .look()
                            .filter(one -> one.realm().isPrimary())
                    : Optional.empty();
            judge(() -> promises.look(region.name(), look, primary, times.event()));
        });
    }

    private void heal() {
        happenings.decideBy(schedule.seed());
        network.mend();
        network.unreliable(0);
        for (Region region : regions) {
            region.freeze(false);
            region.writer().rollBack();
            happenings.start(region);
            region.node().ifPresent(node -> node.crashIn(-1));
            times.set(region.name(), 0);
        }
        network.deliverAll();
    }
}
