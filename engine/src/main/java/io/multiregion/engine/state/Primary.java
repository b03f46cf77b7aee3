package io.multiregion.engine.state;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Pause;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.state.part.StreamId;
import java.net.URI;
import java.time.Instant;

/**
 * This region is the realm's primary.
 *
 * @param standing how far it may use its role
 * @param pause the switchover that is under way, or was the last one
 */
public record Primary(Realm realm, Claim claim, URI primaryUrl, Course course, Standing standing, Pause pause)
        implements RealmState {

    /** One that takes on the role. */
    public Primary(Realm realm, Claim claim, URI primaryUrl, Course course) {
        this(realm, claim, primaryUrl, course, Standing.CONFIRMED, Pause.NONE);
    }

    /** A switchover begins: doors close. */
    public Primary close(String target, Instant now) {
        return at(Standing.CLOSING, pause.next(target, now));
    }

    /** In a switchover, the fence closes. */
    public Primary fence(Pause of) {
        return with(of).at(Standing.CLOSED, pause);
    }

    /** In a switchover, the target is about to be told: from here on only its word counts. */
    public Primary handOver(Pause of) {
        return with(of).at(Standing.HANDED_OVER, pause);
    }

    /** A switchover whose target was not told is given up: this region writes again. */
    public Primary reopen(Pause of) {
        if (standing != Standing.CLOSING && standing != Standing.CLOSED) {
            throw RoleMovedException.refused(this, Standing.CONFIRMED.name());
        }
        return with(of).at(Standing.CONFIRMED, pause.over());
    }

    /**
     * The target of a switchover, once it was told, says whom it knows as the primary. If that is this region, it writes again: the target
     * does not take over any more. Otherwise it waits to be told whom to follow.
     */
    public Primary settle(Pause of, Claim theirs) {
        if (standing != Standing.HANDED_OVER) {
            throw RoleMovedException.refused(this, "what a target makes of it");
        }
        return with(of).claim.equals(theirs) ? at(Standing.CONFIRMED, pause.over()) : this;
    }

    /** Another region may be the primary: no writes before that is known. One that has handed over takes none anyway. */
    public Primary doubt() {
        return standing == Standing.UNCONFIRMED ? this : at(Standing.UNCONFIRMED, pause.over());
    }

    /** Whether a switchover has come to where only the target's word counts, and has not ended. */
    public boolean isHandedOver(Pause of) {
        return standing == Standing.HANDED_OVER && pause.equals(of);
    }

    /** All others have been asked about a claim, and none objects. */
    public Primary confirm(Claim asked) {
        if (!asked.equals(claim) || standing != Standing.UNCONFIRMED) {
            throw RoleMovedException.refused(this, "confirmed at epoch " + asked.epoch());
        }
        return at(Standing.CONFIRMED, pause);
    }

    private Primary with(Pause of) {
        if (!pause.equals(of)) {
            throw RoleMovedException.refused(
                    this, "what the switchover to region " + of.to() + " begun at " + of.at() + " makes of it");
        }
        return this;
    }

    private Primary at(Standing next, Pause then) {
        if (!standing.leadsTo(next)) {
            throw RoleMovedException.refused(this, next.name());
        }
        return new Primary(realm, claim, primaryUrl, course, next, then);
    }

    @Override
    public Role role() {
        return Role.PRIMARY;
    }

    @Override
    public ReplicaStatus status() {
        return ReplicaStatus.ACTIVE;
    }

    @Override
    public Position heard() {
        return position();
    }

    @Override
    public String stream() {
        return StreamId.NONE;
    }

    @Override
    public String handoverTo() {
        return pause.to();
    }

    /** A target that was told to take over may have, at the next epoch: an operator's word comes after that. */
    @Override
    public long nextEpoch() {
        return Math.addExact(epoch(), standing == Standing.HANDED_OVER ? 2 : 1);
    }

    @Override
    public String described() {
        return standing + (pause.to() == null ? "" : " for region " + pause.to()) + " at epoch " + epoch();
    }
}
