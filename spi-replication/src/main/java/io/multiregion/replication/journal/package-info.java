/** The resources changed, with their positions: what is still to be shipped, durable with the change itself. */
package io.multiregion.replication.journal;
