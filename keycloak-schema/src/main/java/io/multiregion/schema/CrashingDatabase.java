package io.multiregion.schema;

/** A database whose server may be killed. What commits without waiting for the disk is lost then, if it is not older than seconds. */
public interface CrashingDatabase extends SchemaDatabase {

    /** Kills the server, and starts it again. All its connections are lost. */
    void crash();
}
