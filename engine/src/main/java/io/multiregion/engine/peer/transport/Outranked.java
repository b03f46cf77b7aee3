package io.multiregion.engine.peer.transport;

import io.multiregion.engine.state.Claim;

/** Is told that another region knows of a later primary of a realm than this one is. */
@FunctionalInterface
public interface Outranked {

    /**
     * On the thread that has asked, which has no transaction. May ask the database.
     *
     * @param theirs what an answer told, which need not be believed
     */
    void outranked(String realmId, Claim theirs);
}
