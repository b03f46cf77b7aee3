package io.multiregion.engine.peer;

import io.multiregion.engine.settings.Consent;
import io.multiregion.engine.state.Claim;
import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.state.Standing;
import io.multiregion.engine.state.part.Reach;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges by the {@link Consent} of this region's operators what other regions want to do here. A refusal says what the operator has to do;
 * it may be told to the region, which is trusted, and says nothing of what is here.
 */
public final class Consents {

    private final String region;
    private final String master;
    private final Function<String, Consent> given;

    /**
     * @param region this region's name
     * @param master the name of its master realm
     * @param given what a region may do here
     */
    public Consents(String region, String master, Function<String, Consent> given) {
        this.region = region;
        this.master = master;
        this.given = given;
    }

    /**
     * Why a region may not have this one take a copy of a realm; empty if it may.
     *
     * @param realmName what the region calls it
     * @param here what a realm with this id is called here, if there is one: it is not told
     */
    public Optional<String> refusesCopy(String from, String realmName, Optional<String> here) {
        if (realmName == null || realmName.equals(master)) {
            return Optional.of("region " + region + " takes copies of named realms, and none of a master realm");
        }
        Consent consent = given.apply(from);
        return consent.isToCopy(realmName)
                        && here.filter(name -> name.equals(master) || !consent.isToCopy(name))
                                .isEmpty()
                ? Optional.empty()
                : Optional.of("region " + region + " takes no copy of realm " + realmName + " from region " + from
                        + ": " + allow(from, "this name in \"" + Consent.REALMS + "\""));
    }

    /** Whether a region may take the primary role of realms that this one holds. */
    public boolean mayLead(String other) {
        return other.equals(region) || given.apply(other).mayBecomePrimary();
    }

    /** Why a region may not take the primary role of realms that this one holds; empty if it may. */
    public Optional<String> refusesLead(String other) {
        return mayLead(other)
                ? Optional.empty()
                : Optional.of("region " + other + " may not become the primary of realms that region " + region
                        + " holds: " + allow(other, "\"" + Consent.MAY_BECOME_PRIMARY + "\":true"));
    }

    /**
     * Why a claim to the primary role of a realm is not believed here; empty if it is. The region that leads already may go on, and the one
     * that this region has handed the role to may begin.
     */
    public Optional<String> refusesClaim(Claim claim, RealmState realm) {
        if (!Reach.EPOCH.covers(realm.epoch(), claim.epoch())) {
            return Optional.of("region " + claim.region() + " claims epoch " + claim.epoch() + ", and region " + region
                    + " knows of epoch " + realm.epoch() + " only: nobody misses more than " + Reach.EPOCH.step()
                    + " moves of the role. If it is right, delete the replica and create it again");
        }
        return claim.region().equals(realm.primaryRegion()) || isSuccessor(claim.region(), realm)
                ? Optional.empty()
                : refusesLead(claim.region());
    }

    private static boolean isSuccessor(String other, RealmState realm) {
        return realm.isPrimary() && realm.standing() == Standing.HANDED_OVER && other.equals(realm.handoverTo());
    }

    private String allow(String other, String what) {
        return "an operator of region " + region + " allows it with " + what + " at PATCH"
                + " /admin/realms/master/multi-region/regions/" + other + " there";
    }
}
