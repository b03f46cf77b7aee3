/** Keycloak's background jobs that write: they sleep for a realm that is a copy. */
package io.multiregion.replication.job;
