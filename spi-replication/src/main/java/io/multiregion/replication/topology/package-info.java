/** Which realms are replicated, and what this region is to each of them. */
package io.multiregion.replication.topology;
