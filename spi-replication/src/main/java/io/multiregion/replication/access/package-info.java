/** Who may operate replication, and the record of what they did. */
package io.multiregion.replication.access;
