package io.multiregion.engine.receive.role;

import io.multiregion.engine.state.RealmState;
import io.multiregion.engine.succession.Promoted;

/** What those want to know who live with the primary role. Called on the thread that took the message; not to block. */
public interface RoleEvents {

    /** This region has become the primary of a realm; after the commit. */
    void promoted(RealmState realm);

    /** A region asks who the primary of a realm is: it is there again. */
    void heard(String realmId, String from);

    static RoleEvents of(Promoted promoted, ReachableAgain heard) {
        return new RoleEvents() {
            @Override
            public void promoted(RealmState realm) {
                promoted.promoted(realm);
            }

            @Override
            public void heard(String realmId, String from) {
                heard.heard(realmId, from);
            }
        };
    }
}
