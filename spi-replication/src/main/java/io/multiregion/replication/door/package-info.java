/** The front door: what a secondary serves and what it refuses, asked before each resource, and the same answer for later refusals. */
package io.multiregion.replication.door;
