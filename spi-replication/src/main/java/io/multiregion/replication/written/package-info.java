/** The headers by which a reader sees what a writer has written. */
package io.multiregion.replication.written;
