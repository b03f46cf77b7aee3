package io.multiregion.engine.succession;

/** Is told that this region's role for a realm, or its standing, has changed: guards and shippers of all nodes look again. */
@FunctionalInterface
public interface RoleChanged {

    /** After the commit, on a thread without a transaction. May ask the database, and waits for no other region. */
    void changed(String realmId);
}
