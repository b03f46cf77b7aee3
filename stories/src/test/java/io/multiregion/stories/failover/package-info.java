/** The role of primary moves: planned, rehearsed, or by force, and one region writes in the end. */
package io.multiregion.stories.failover;
