/** What allows a move of the primary role, and what forbids it. */
package io.multiregion.engine.failover.rule;
