/** Keycloak's access to its database, with the hooks that see every change, and the tables of our own. */
package io.multiregion.replication.jpa;
