package io.multiregion.engine.schedule;

import java.util.Optional;
import java.util.Set;

/** Plays schedules, and reports what it takes to see one fail again. */
final class Rehearsal {

    private final Stage stage;
    private final Set<Mutation> mutations;

    Rehearsal(Stage stage, Set<Mutation> mutations) {
        this.stage = stage;
        this.mutations = mutations;
    }

    /** The number of writes that were acknowledged. @throws Promises.Broken with the fewest steps that were found to break the promise */
    int play(Schedule schedule) {
        World world = new World(stage, schedule, mutations);
        Optional<Promises.Broken> broken = broken(world);
        if (broken.isPresent()) {
            throw new Promises.Broken(
                    again(shrunk(schedule)).orElse("Not again. " + described(world, broken.get())), broken.get());
        }
        return world.acknowledged();
    }

    /** Whether a promise is not held. */
    boolean isBroken(Schedule schedule) {
        return broken(new World(stage, schedule, mutations)).isPresent();
    }

    private Optional<Promises.Broken> broken(World world) {
        stage.clear();
        try {
            world.play();
            return Optional.empty();
        } catch (Promises.Broken e) {
            return Optional.of(e);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(described(world, e), e);
        } finally {
            if (!world.isOver()) {
                stage.renew();
            }
        }
    }

    /** Leaves out what is not needed for any promise to break: half of the steps, then a quarter, and so on. */
    private Schedule shrunk(Schedule schedule) {
        Schedule least = schedule;
        for (int length = schedule.steps().size() / 2; length > 0; length /= 2) {
            for (int from = least.steps().size() - length; from >= 0; from -= length) {
                Schedule less = least.without(from, from + length);
                if (isBroken(less)) {
                    least = less;
                }
            }
        }
        return least;
    }

    /** Empty if it does not break a promise each time: some of it goes by real time. */
    private Optional<String> again(Schedule schedule) {
        World world = new World(stage, schedule, mutations);
        return broken(world).map(broken -> described(world, broken));
    }

    private static String described(World world, Throwable failure) {
        return "Seed " + world.seed() + " (again: -Dschedule.first=" + world.seed() + " -Dschedule.seeds=1): "
                + failure.getMessage() + "\n" + String.join("\n", world.trace());
    }
}
