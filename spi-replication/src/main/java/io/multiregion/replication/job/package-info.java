/** Keycloak's background jobs that write: they sleep for a realm that is a replica. */
package io.multiregion.replication.job;
