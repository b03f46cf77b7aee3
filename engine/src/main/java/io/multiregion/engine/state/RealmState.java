package io.multiregion.engine.state;

import io.multiregion.engine.resource.Position;
import io.multiregion.engine.state.part.Course;
import io.multiregion.engine.state.part.Feed;
import io.multiregion.engine.state.part.Realm;
import io.multiregion.engine.trouble.Trouble;
import java.net.URI;
import java.time.Instant;

/**
 * What this region is to a replicated realm, as of the last look at its row. A realm that no other region holds is this region's own
 * business and has no such state. Each move is a method that returns the next state, or throws {@link RoleMovedException}.
 */
public sealed interface RealmState permits Primary, Secondary {

    Realm realm();

    /** Whose claim to the primary role this region knows of, its own or another one's. */
    Claim claim();

    /** The base URL of the primary's Keycloak, without a trailing slash. */
    URI primaryUrl();

    Course course();

    Role role();

    /** The status of this region's copy; ACTIVE on the primary. */
    ReplicaStatus status();

    /** How far this region may use its role as a primary. */
    Standing standing();

    /** The last position heard of from the primary; on the primary its own. */
    Position heard();

    /** The id of the stream that feeds the copy; {@link StreamId#NONE} on the primary. */
    String stream();

    /** The region that a switchover hands the role to, or null. */
    default String handoverTo() {
        return null;
    }

    /** On a secondary: {@link Feed#heardAt}. */
    default Instant heardAt() {
        return Instant.EPOCH;
    }

    /** On a secondary: {@link Feed#levelAt}. */
    default Instant levelAt() {
        return Instant.EPOCH;
    }

    /** On a secondary: {@link Feed#heardSchema}. */
    default String heardSchema() {
        return null;
    }

    /** On a secondary: {@link Feed#publicUrl}. */
    default URI publicUrl() {
        return null;
    }

    /** Where users of the realm find the primary: its address for them, or else the one that regions have. */
    default URI primaryForUsers() {
        return publicUrl() == null ? primaryUrl() : publicUrl();
    }

    default String realmId() {
        return realm().id();
    }

    default String realmName() {
        return realm().name();
    }

    default String label() {
        return realm().label();
    }

    default String issuer() {
        return realm().issuer();
    }

    /** Grows by one with every change of primary. */
    default long epoch() {
        return claim().epoch();
    }

    /** The name of the region that holds the primary role. */
    default String primaryRegion() {
        return claim().region();
    }

    default Position position() {
        return course().position();
    }

    default long floor() {
        return course().floor();
    }

    default Instant changedAt() {
        return course().changedAt();
    }

    default Trouble lastError() {
        return course().lastError();
    }

    default boolean isPrimary() {
        return role() == Role.PRIMARY;
    }

    default boolean isSecondary() {
        return role() == Role.SECONDARY;
    }

    /** Whether writes are refused here: guards treat the realm like a copy. */
    default boolean isReadOnly() {
        return isSecondary() || standing() != Standing.CONFIRMED;
    }

    /** Whether this region follows a region that claims the role. */
    default boolean follows(Claim claimed) {
        return isSecondary() && claim().equals(claimed);
    }

    /** At which epoch this region becomes the primary by an operator's word: nobody else comes to lead at it by an earlier order. */
    default long nextEpoch() {
        return Math.addExact(epoch(), 1);
    }

    /** What it is, for people. */
    String described();

    /** This region takes the role on, at a later epoch than any it knows; the stream goes on from where it stands. */
    default Primary lead(Claim own, URI url, Instant now) {
        if (own.epoch() <= epoch()) {
            throw RoleMovedException.refused(this, "the primary at epoch " + own.epoch());
        }
        return new Primary(
                realm(),
                own,
                url,
                course().moved(new Position(own.epoch(), position().sequence()), now));
    }

    /**
     * This region follows another one, whose claim outranks all that it knows.
     *
     * @param common up to which sequence both have one history
     */
    default Secondary follow(Claim theirs, URI url, ReplicaStatus status, long common, String stream, Instant now) {
        if (!theirs.outranks(claim())) {
            throw RoleMovedException.refused(
                    this, "a copy of region " + theirs.region() + " at epoch " + theirs.epoch());
        }
        Position reached = position().sequence() >= common ? new Position(theirs.epoch(), common) : position();
        return new Secondary(
                realm(),
                theirs,
                url,
                course().moved(reached, now),
                status,
                new Feed(stream, reached, now, levelAt(), null, null));
    }
}
