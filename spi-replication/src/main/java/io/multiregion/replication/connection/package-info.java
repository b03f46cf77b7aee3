/** Keycloak's connections to its database, as SQL of our own uses them. */
package io.multiregion.replication.connection;
