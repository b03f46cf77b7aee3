/** The one place that puts everything together, when the server starts. */
package io.multiregion.replication.start;
