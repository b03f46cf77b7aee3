/** Regions in one process whose network, nodes and clocks fail as a seed says: promises B to E hold through thousands of schedules. */
package io.multiregion.engine.schedule;
