/** What a server that takes part pays all the time, and what users notice of a failover. */
package io.multiregion.bench.running;
