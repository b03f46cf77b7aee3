/** What replication costs, measured side by side with its alternatives in one run: lag, first copy, overhead, memory. */
package io.multiregion.bench;
