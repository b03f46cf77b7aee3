package io.multiregion.replication.door;

/** What the front door does with a call. */
enum DoorVerdict {
    /** Keycloak answers. */
    SERVE,
    /** The call writes, and this region may not write to the realm: 409, with the primary's address. */
    REFUSE_WRITE,
    /** This region's copy of the realm serves no end users: 503. */
    REFUSE_INACTIVE,
    /** This region's copy of the realm has not been level for too long, and its realm says that it serves no end users then: 503. */
    REFUSE_STALE,
    /** The call would remove a realm that has replicas: 409; they are to be deleted first. */
    REFUSE_REMOVAL
}
