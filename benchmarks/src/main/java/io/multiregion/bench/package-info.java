/** What replication costs, measured side by side with its alternatives in one run. */
package io.multiregion.bench;
