/** How a region that may not write says so. */
package io.multiregion.replication.guard;
