package io.multiregion.engine.succession;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.Primary;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.ReplicaStatus;
import io.multiregion.engine.state.Secondary;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.part.Realm;
import java.net.URI;
import java.time.Instant;

/**
 * One region's rows: what it is to the realm, as the engine's own value, and what its rows say besides. As a number of 36 bits.
 *
 * @param control the number of the last order that it gave out as a primary
 * @param calledOff as a secondary: up to which number switchovers to it are called off
 * @param followed as a primary: which regions have confirmed to follow it
 * @param acknowledged as a primary: up to which sequence each region has what it shipped
 * @param beganAt as a primary: at which sequence its epoch began
 * @param pausedAt when its last switchover began
 */
record Place(
        RealmState state, int control, int calledOff, int followed, int[] acknowledged, int beganAt, long pausedAt) {

    static final int BITS = 36;
    static final URI NOWHERE = URI.create("https://nowhere.test");
    private static final Realm REALM = Realm.named("realm", "realm", null);
    private static final String[] NAMES = {"a", "b", "c"};
    private static final String[][] STREAMS = {{"", "ab", "ac"}, {"ba", "", "bc"}, {"ca", "cb", ""}};
    private static final Standing[] STANDINGS = Standing.values();

    static String name(int region) {
        return NAMES[region];
    }

    static int number(String region) {
        return region.charAt(0) - 'a';
    }

    /** Streams are named by their ends only: what the model shows, it shows without help of their random names. */
    static String stream(int from, int to) {
        return STREAMS[from][to];
    }

    static Primary primary(Claim claim, Position position, Standing standing, Pause pause) {
        return new Primary(REALM, claim, NOWHERE, Course.at(position), standing, pause);
    }

    static Secondary secondary(int own, Claim claim, Position position) {
        return new Secondary(
                REALM,
                claim,
                NOWHERE,
                Course.at(position),
                ReplicaStatus.ACTIVE,
                Feed.from(stream(number(claim.region()), own), position));
    }

    /** A region that takes on a role. */
    static Place began(RealmState state, long pausedAt) {
        int sequence = (int) state.position().sequence();
        RealmState kept = state instanceof Primary primary
                ? primary(
                        primary.claim(),
                        primary.position(),
                        primary.standing(),
                        new Pause(primary.pause().to(), Instant.ofEpochMilli(pausedAt)))
                : state;
        return new Place(kept, 0, 0, 0, new int[3], state.isPrimary() ? sequence : 0, pausedAt);
    }

    Place with(RealmState next) {
        long paused = next instanceof Primary primary ? primary.pause().at().toEpochMilli() : pausedAt;
        return new Place(next, control, calledOff, followed, acknowledged, beganAt, paused);
    }

    Place withControl(int next) {
        return new Place(state, next, calledOff, followed, acknowledged, beganAt, pausedAt);
    }

    Place withCalledOff(int next) {
        return new Place(state, control, Math.max(calledOff, next), followed, acknowledged, beganAt, pausedAt);
    }

    Place withFollowed(int region, boolean yes, int sequence) {
        int[] now = acknowledged.clone();
        now[region] = yes ? sequence : 0;
        int mask = yes ? followed | 1 << region : followed & ~(1 << region);
        return new Place(state, control, calledOff, mask, now, beganAt, pausedAt);
    }

    boolean isFollowedBy(int region) {
        return (followed & 1 << region) != 0;
    }

    int sequence() {
        return (int) state.position().sequence();
    }

    boolean leads(Standing standing) {
        return state.isPrimary() && state.standing() == standing;
    }

    long code(int own) {
        long code = state.isPrimary() ? 1 : 0;
        code = code << 3 | state.epoch();
        code = code << 2 | number(state.primaryRegion());
        code = code << 3 | (state.isPrimary() ? state.standing().ordinal() : 0);
        code = code << 2 | (state.handoverTo() == null ? 0 : number(state.handoverTo()) + 1);
        code = code << 2 | pausedAt;
        code = code << 3 | state.position().epoch();
        code = code << 3 | state.position().sequence();
        code = code << 3 | control;
        code = code << 3 | calledOff;
        code = code << 2 | others(own);
        code = code << 6 | (acknowledged[first(own)] << 3 | acknowledged[second(own)]);
        return code << 3 | beganAt;
    }

    private int others(int own) {
        return (isFollowedBy(first(own)) ? 2 : 0) | (isFollowedBy(second(own)) ? 1 : 0);
    }

    private static int first(int own) {
        return own == 0 ? 1 : 0;
    }

    private static int second(int own) {
        return own == 2 ? 1 : 2;
    }

    static Place of(int own, long code) {
        Bits bits = new Bits(code, BITS);
        boolean primary = bits.next(1) == 1;
        Claim claim = new Claim(bits.next(3), name(bits.next(2)));
        Standing standing = STANDINGS[bits.next(3)];
        int to = bits.next(2);
        Pause pause = new Pause(to == 0 ? null : name(to - 1), Instant.ofEpochMilli(bits.next(2)));
        Position position = new Position(bits.next(3), bits.next(3));
        int control = bits.next(3);
        int calledOff = bits.next(3);
        int others = bits.next(2);
        int[] acknowledged = new int[3];
        acknowledged[first(own)] = bits.next(3);
        acknowledged[second(own)] = bits.next(3);
        return new Place(
                primary ? primary(claim, position, standing, pause) : secondary(own, claim, position),
                control,
                calledOff,
                (others >> 1) << first(own) | (others & 1) << second(own),
                acknowledged,
                bits.next(3),
                pause.at().toEpochMilli());
    }

    /** Reads a number's bits from the left. */
    private static final class Bits {

        private final long code;
        private int left;

        Bits(long code, int length) {
            this.code = code;
            this.left = length;
        }

        int next(int length) {
            left -= length;
            return (int) (code >>> left & (1 << length) - 1);
        }
    }

    @Override
    public String toString() {
        return state.described() + ", at " + state.position();
    }
}
