/** Secrets on their way between entities and rows. */
package io.multiregion.replication.hibernate.secret;
