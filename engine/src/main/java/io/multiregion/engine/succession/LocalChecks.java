package io.multiregion.engine.succession;

import io.multiregion.engine.message.Finding;
import io.multiregion.engine.message.Inquiry;
import io.multiregion.engine.state.RealmState;
import java.util.List;

/** What speaks for and against this region taking over a realm, that only the server it runs in can know. */
@FunctionalInterface
public interface LocalChecks {

    /**
     * May block for some seconds; called on a thread without a transaction. Does not throw: a check that breaks is a rule that fails, which
     * an operator may override.
     */
    List<Finding> of(RealmState realm);

    /** What a realm of this region needs of any server that holds it. Blocks; called on a thread without a transaction. */
    default List<Inquiry.Need> needs(String realmId) {
        return List.of();
    }

    /** Those that the server of this region does not have. Blocks as the other one does. */
    default List<Inquiry.Need> lacking(List<Inquiry.Need> needs) {
        return List.of();
    }
}
