/** What a sign-in on a copy still has to do before it is done, and whether a copy can do without it. */
package io.multiregion.replication.pending;
