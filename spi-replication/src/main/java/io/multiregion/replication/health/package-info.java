/** What load balancers and operators ask of a node. */
package io.multiregion.replication.health;
