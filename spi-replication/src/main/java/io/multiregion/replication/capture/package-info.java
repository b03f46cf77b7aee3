/** Promise A: a committed change to a replicated row has its resource in the journal, by the same transaction. */
package io.multiregion.replication.capture;
