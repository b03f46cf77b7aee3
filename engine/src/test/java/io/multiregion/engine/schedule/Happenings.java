package io.multiregion.engine.schedule;

import java.util.List;
import java.util.Random;

/** What the steps of a schedule do. All that they do not say is drawn from the step's own seed. */
final class Happenings {

    private final World world;
    private final Network network;
    private final Moves moves;
    private final Times times;
    private Random random = new Random(0);

    Happenings(World world, Network network, Moves moves, Times times) {
        this.world = world;
        this.network = network;
        this.moves = moves;
        this.times = times;
    }

    /** From now on all is decided by this. */
    void decideBy(long seed) {
        random = new Random(seed);
        network.decideBy(random);
    }

    void perform(Step step, Region region, Region other) {
        switch (step.kind()) {
            case WRITE -> world.write(writer(region), random);
            case HUGE -> world.writeMuch(writer(region), random);
            case BEGIN -> world.begin(region, random);
            case COMMIT -> world.commit(region);
            case ROUND -> world.act(region, region::round);
            case ROUNDS -> everywhere(1 + random.nextInt(4));
            case TICK -> world.tick(region);
            case PASS -> world.pass(List.of(1, 1, 2, 4, 9, 20, 70).get(random.nextInt(7)));
            case SWITCHOVER -> moves.switchover(other);
            case FAILOVER -> moves.failover(region);
            case CUT -> cut(region, other);
            case MEND -> network.mend();
            case NOISE -> network.unreliable(List.of(0.0, 0.1, 0.3, 0.6).get(random.nextInt(4)));
            case LATE -> late();
            case CRASH -> crash(region);
            case CRASH_SOON -> crashSoon(region);
            case START -> world.regions().forEach(this::start);
            case FREEZE -> region.freeze(true);
            case THAW -> world.regions().forEach(this::thaw);
            case ABSENCE -> absence(region, other);
            case CLOCK -> times.set(region.name(), (random.nextInt(600) - 300) * 1000L);
        }
    }

    /** Mostly one that may write. */
    private Region writer(Region region) {
        return random.nextInt(4) == 0 ? region : world.leading().orElse(region);
    }

    private void everywhere(int times) {
        for (int i = 0; i < times; i++) {
            for (Region region : world.regions()) {
                if (random.nextInt(3) == 0) {
                    world.tick(region);
                }
                world.act(region, region::round);
            }
        }
    }

    private void cut(Region from, Region to) {
        boolean answers = random.nextInt(3) == 0;
        network.cut(from.name(), to.name(), answers);
        if (random.nextBoolean()) {
            network.cut(to.name(), from.name(), answers);
        }
    }

    private void late() {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            network.late();
        }
    }

    private void crash(Region region) {
        world.note(region.name() + " crashes");
        region.crashed();
    }

    private void crashSoon(Region region) {
        region.node().ifPresent(node -> node.crashIn(random.nextInt(25)));
    }

    private void absence(Region region, Region other) {
        if (random.nextBoolean()) {
            crash(region);
        } else {
            region.freeze(true);
        }
        world.pass(20);
        if (random.nextBoolean()) {
            moves.failover(other);
        }
        start(region);
        thaw(region);
    }

    void start(Region region) {
        if (region.isDown() && !region.isBusy()) {
            times.alive(region.name());
            world.act(region, region::start);
            world.note(region.name() + " has started");
        }
    }

    private void thaw(Region region) {
        if (region.isFrozen()) {
            region.freeze(false);
            if (random.nextBoolean()) {
                world.tick(region);
            }
        }
    }

    /** Some of what may happen while a region waits. */
    void meanwhile(Region waiting) {
        for (int i = random.nextInt(4); i > 0; i--) {
            goOn(waiting, world.regions().get(random.nextInt(world.regions().size())));
        }
    }

    private void goOn(Region waiting, Region region) {
        switch (random.nextInt(12)) {
            case 0, 1 -> world.write(region, random);
            case 2 -> late();
            case 3 -> world.tick(region);
            case 4 -> {
                if (random.nextInt(4) == 0) {
                    moves.failover(region);
                }
            }
            case 5 -> {
                if (random.nextInt(6) == 0) {
                    crashNow(waiting);
                }
            }
            case 6 -> world.commit(region);
            default -> world.act(waiting, waiting::round);
        }
    }

    private void crashNow(Region waiting) {
        waiting.node().map(Life::crash).ifPresent(crash -> {
            world.note(waiting.name() + " crashes");
            throw crash;
        });
    }
}
