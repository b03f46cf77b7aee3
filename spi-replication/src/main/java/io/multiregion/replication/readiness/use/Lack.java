package io.multiregion.replication.readiness.use;

/**
 * Something that a realm names and this server does not have.
 *
 * @param what what it is: authenticator, protocol mapper, theme, vault entry, file...
 * @param id its id, name or path
 * @param where one place in the realm that names it
 * @param inUse whether that place is reached; a flow that nothing is bound to is not
 */
public record Lack(String what, String id, String where, boolean inUse) {

    /** For people, and the same in each region that lacks it. */
    public String said() {
        return what + " " + id + " (" + where + ")";
    }
}
