package io.multiregion.engine.schedule;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows what regions do, and throws at once if it is not what was promised. B: at a position, a secondary's rows equal one instant of the
 * primary. C: positions and epochs only grow. D: one writer per epoch, and none after a planned end or an absence. E: what was
 * acknowledged is there in the end, or listed as a divergence.
 */
final class Promises {

    /** A promise that was not held. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }

        Broken(String what, Broken cause) {
            super(what, cause);
        }
    }

    /**
     * The users at one instant.
     *
     * @param writes the numbers of all writes that led there
     */
    record Instant(Map<String, String> users, Set<Integer> writes) {

        Instant after(int write, List<Users.Change> changes) {
            Map<String, String> now = new TreeMap<>(users);
            for (Users.Change change : changes) {
                if (change.name() == null) {
                    now.remove(change.id());
                } else {
                    now.put(change.id(), Users.text(change.name(), write));
                }
            }
            Set<Integer> all = new HashSet<>(writes);
            all.add(write);
            return new Instant(now, all);
        }
    }

    /**
     * What a look at a region has shown.
     *
     * @param whole whether it has no copy under way
     */
    record Look(RealmState realm, boolean whole, Map<String, String> users) {}

    private record Place(String primary, Position position) {}

    private record Write(int number, Claim claim, List<Users.Change> changes) {}

    private record Promotion(long epoch, String region, long at) {}

    private final boolean oneWriter;
    private final Map<Place, Instant> history = new HashMap<>();
    private final Map<String, Instant> instants = new HashMap<>();
    private final Map<String, Look> looks = new HashMap<>();
    private final List<Write> acknowledged = new ArrayList<>();
    private final Map<Long, String> writers = new HashMap<>();
    private final Set<Claim> endedByPlan = new HashSet<>();
    private final List<Promotion> promotions = new ArrayList<>();
    private String forcing;

    /** @param oneWriter whether no epoch may have two writers: where two regions can be forced at once, the name decides */
    Promises(boolean oneWriter) {
        this.oneWriter = oneWriter;
    }

    /** A region that all begins with. */
    void begin(String region, Map<String, String> users) {
        instants.put(region, new Instant(users, Set.of()));
    }

    /** An operator is about to force a region to take the role, or no longer; null for none. */
    void forcing(String region) {
        forcing = region;
    }

    /** At a region, before anything is written there. */
    void atPosition(String region, RealmState realm) {
        if (realm.isPrimary()) {
            history.putIfAbsent(new Place(region, realm.position()), instants.get(region));
        }
    }

    /** A write was acknowledged. @param backAt when its region last came back from an absence */
    void acknowledged(String region, RealmState realm, int write, List<Users.Change> changes, long backAt) {
        long epoch = realm.epoch();
        require(realm.isPrimary(), region + " has committed write " + write + " as a " + realm.role());
        String writer = writers.putIfAbsent(epoch, region);
        require(
                !oneWriter || writer == null || writer.equals(region),
                "epoch " + epoch + " has two writers: " + writer + " and " + region);
        require(
                !endedByPlan.contains(realm.claim()),
                region + " has committed write " + write + " in the ended epoch " + epoch);
        for (Promotion promotion : promotions) {
            require(
                    promotion.region().equals(region) || promotion.epoch() <= epoch || promotion.at() > backAt,
                    region + " has committed write " + write + " in epoch " + epoch + " after an absence in which "
                            + promotion.region() + " began epoch " + promotion.epoch());
        }
        acknowledged.add(new Write(write, realm.claim(), changes));
        instants.put(region, instants.get(region).after(write, changes));
    }

    /** Looks at a region after something may have happened there. @param primary what its primary looks like now, if there is one */
    void look(String region, Look now, Optional<Look> primary, long event) {
        Look before = looks.put(region, now);
        RealmState realm = now.realm();
        if (before != null) {
            grows(region, before.realm(), realm);
        }
        boolean became = before != null && !before.realm().claim().equals(realm.claim());
        if (realm.isPrimary()) {
            if (became) {
                promoted(region, before.realm(), realm, event);
            }
        } else if (!now.whole()) {
            instants.remove(region);
            return;
        } else if (!instants.containsKey(region)
                || !became && !before.realm().position().equals(realm.position())) {
            instants.put(region, at(region, realm, primary));
        }
        Instant expected = instants.get(region);
        require(expected != null, region + " leads without a whole copy");
        require(
                expected.users().equals(now.users()),
                region + ", " + realm.role() + " at " + realm.position() + ", has " + now.users() + ", not "
                        + expected.users());
        atPosition(region, realm);
    }

    /** Two that were forced at once have the same epoch: whoever follows the wrong one first goes back for the other. */
    private static void grows(String region, RealmState before, RealmState now) {
        require(!before.claim().outranks(now.claim()), region + " fell from " + before.claim() + " to " + now.claim());
        require(
                !before.position().isAfter(now.position())
                        || before.epoch() == now.epoch() && !before.claim().equals(now.claim()),
                region + " fell from position " + before.position() + " to " + now.position());
    }

    private void promoted(String region, RealmState before, RealmState realm, long event) {
        promotions.add(new Promotion(realm.epoch(), region, event));
        if (!region.equals(forcing)) {
            require(
                    realm.epoch() == before.epoch() + 1,
                    region + " took epoch " + realm.epoch() + " after " + before.epoch());
            endedByPlan.add(before.claim());
            Instant instant = instants.get(region);
            for (Write write : acknowledged) {
                require(
                        !write.claim().equals(before.claim())
                                || instant.writes().contains(write.number()),
                        region + " took over by plan without write " + write);
            }
        }
    }

    private Instant at(String region, RealmState realm, Optional<Look> primary) {
        primary.filter(look -> look.realm().position().equals(realm.position()))
                .ifPresent(look -> atPosition(realm.primaryRegion(), look.realm()));
        Instant instant = history.get(new Place(realm.primaryRegion(), realm.position()));
        require(
                instant != null,
                region + " is at " + realm.position() + ", where " + realm.primaryRegion() + " never was");
        return instant;
    }

    /** All is settled. @param listed the ids of the users that are listed as divergences */
    void end(String primary, Set<String> listed) {
        Instant last = instants.get(primary);
        for (Write write : acknowledged) {
            for (Users.Change change : write.changes()) {
                require(
                        last.writes().contains(write.number()) || listed.contains(change.id()),
                        "lost and not listed: " + change + " of write " + write);
            }
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    static void require(boolean holds, String broken) {
        if (!holds) {
            throw new Broken(broken);
        }
    }
}
