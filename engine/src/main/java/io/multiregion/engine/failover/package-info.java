/** How the primary role of a realm moves: planned, forced, refused by rules, settled after a failure. */
package io.multiregion.engine.failover;
