package io.multiregion.engine.state;

/** The life of a replica, with the names that Amazon Cognito gives its replicas. */
public enum ReplicaStatus {
    /** The first copy is under way; nobody is served. */
    CREATING,
    /** Replicates, but serves no end users. The only status in which a replica may be deleted. */
    INACTIVE,
    /** Replicates and serves end users. */
    ACTIVE,
    /** The copy is being removed. */
    DELETING,
    /** Of a copy, never of a replica: its primary has no replica here any more. It serves no end users, and can be removed. */
    FORGOTTEN
}
